import { SallyportError } from '@sallyport/core';
import { completeSettings, type Fetch, guardFetch, type SallyportSettings } from '@sallyport/guard';
import type { OpenAI } from 'openai';
import { dropCredentials, type HeldCredentials, refuseTransport } from './drop-credentials.ts';

/** What a client keeps to itself, and a guard must reach. */
interface ClientInside extends HeldCredentials {
  fetch: Fetch;
  logLevel: string | undefined;
  readonly baseURL: string;
  withOptions(options: object): OpenAI;
}

/** Options of a guarded client: the client's own, and how to reach the companion. */
export interface GuardedOptions {
  readonly sallyport?: SallyportSettings | undefined;
}

/** Which fetch function a guarded one wraps, so that guarding again does not guard twice. */
const wrapped = new WeakMap<Fetch, Fetch>();
const guardedClients = new WeakSet<object>();

/**
 * Guards an existing client, in place, and returns it. Guarding one twice is guarding it once.
 *
 * Every request of the client, of its `withOptions` clones, and of a fetch assigned to it later goes through the inner
 * door to the companion; its credentials are dropped; WebSockets, which go past fetch, are refused as `operation_unknown`.
 * Raises `config_invalid` when a setting is missing, or when the client carries an X.509 credential, whose transport cannot
 * be guarded.
 */
export function withSallyport<Client extends OpenAI>(client: Client, settings: SallyportSettings = {}): Client {
  if (guardedClients.has(client)) return client;
  const inside = client as unknown as ClientInside;
  refuseTransport(inside._options);
  const options = { ...completeSettings(settings, process.env), baseUrl: inside.baseURL };
  const guard = (fetch: Fetch): Fetch => {
    const raw = wrapped.get(fetch) ?? fetch;
    const guarded = guardFetch(raw, options);
    wrapped.set(guarded, raw);
    return guarded;
  };
  overrideProperty(inside, { key: 'fetch', override: guard });
  overrideProperty(inside, { key: 'logLevel', override: quiet });
  guardClones(inside, settings);
  dropCredentials(inside);
  refuseSockets(inside);
  guardedClients.add(client);
  return client;
}

/** Whatever is assigned to the property, now or later, is what `override` makes of it. */
function overrideProperty<Key extends 'fetch' | 'logLevel'>(
  client: ClientInside,
  { key, override }: { readonly key: Key; readonly override: (value: ClientInside[Key]) => ClientInside[Key] },
): void {
  let current = override(client[key]);
  Object.defineProperty(client, key, {
    get: () => current,
    set: (value: ClientInside[Key]) => {
      current = override(value);
    },
  });
}

/** A clone starts with the guarded fetch; guarding it anew pins it to its own base URL. */
function guardClones(client: ClientInside, settings: SallyportSettings): void {
  const withOptions = client.withOptions.bind(client);
  Object.defineProperty(client, 'withOptions', {
    value: ({ sallyport = settings, ...own }: GuardedOptions) =>
      // A subclass of a guarded class guards its instances itself, and must know where to.
      withSallyport(withOptions({ ...own, sallyport }), sallyport),
  });
}

/** Below `warn` the client prints URLs and bodies, from above fetch, where nothing is redacted yet. */
function quiet(level: string | undefined): string | undefined {
  return level === 'debug' || level === 'info' ? 'warn' : level;
}

/** The one method all WebSocket classes of openai 7 ask before they connect; with those of older ones only the dummy key goes out. */
function refuseSockets(client: ClientInside): void {
  Object.defineProperty(client, '_buildWebSocketHeaders', {
    value: () => {
      throw new SallyportError('operation_unknown');
    },
  });
}
