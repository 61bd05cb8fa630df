import { SallyportError } from '@sallyport/core';
import { completeSettings, type Fetch, guardFetch, type SallyportSettings } from '@sallyport/guard';
import type { OpenAI } from 'openai';

/** What a client keeps to itself, and a guard must reach. */
interface ClientInside {
  fetch: Fetch;
  apiKey: string | null;
  logLevel: string | undefined;
  readonly baseURL: string;
  readonly _options: { readonly credential?: unknown; readonly x509Transport?: unknown };
  withOptions(options: object): OpenAI;
}

/** Stands where a key would: the provider's real one is in the companion alone. */
export const NO_KEY = 'sallyport-holds-the-key';

/** Which fetch function a guarded one wraps, so that guarding again does not guard twice. */
const wrapped = new WeakMap<Fetch, Fetch>();
const guardedClients = new WeakSet<object>();

/**
 * Guards an existing client, in place, and returns it. Guarding one twice is guarding it once.
 *
 * Every request of the client, of its `withOptions` clones, and of a fetch assigned to it later goes through the inner
 * door to the companion; its API key is dropped. Raises `config_invalid` when a setting is missing, or when the client
 * carries an X.509 credential, whose transport cannot be guarded.
 */
export function withSallyport<Client extends OpenAI>(client: Client, settings: SallyportSettings = {}): Client {
  if (guardedClients.has(client)) return client;
  const inside = client as unknown as ClientInside;
  const { credential, x509Transport } = inside._options;
  if (credential !== undefined || x509Transport !== undefined) {
    throw new SallyportError('config_invalid', { place: 'openai credential' });
  }
  const options = { ...completeSettings(settings, process.env), baseUrl: inside.baseURL };
  const guard = (fetch: Fetch): Fetch => {
    const raw = wrapped.get(fetch) ?? fetch;
    const guarded = guardFetch(raw, options);
    wrapped.set(guarded, raw);
    return guarded;
  };
  guardFetchProperty(inside, guard);
  guardClones(inside, settings);
  inside.apiKey = NO_KEY;
  quietLog(inside);
  guardedClients.add(client);
  return client;
}

/** Whatever is assigned to `client.fetch` later is guarded too. */
function guardFetchProperty(client: ClientInside, guard: (fetch: Fetch) => Fetch): void {
  let guarded = guard(client.fetch);
  Object.defineProperty(client, 'fetch', {
    get: () => guarded,
    set: (fetch: Fetch) => {
      guarded = guard(fetch);
    },
  });
}

/** A clone starts with the guarded fetch; guarding it anew pins it to its own base URL. */
function guardClones(client: ClientInside, settings: SallyportSettings): void {
  const withOptions = client.withOptions.bind(client);
  Object.defineProperty(client, 'withOptions', {
    value: (options: object) => withSallyport(withOptions(options), settings),
  });
}

/** At `debug` the client prints request bodies, from above fetch, where nothing is redacted yet. */
function quietLog(client: ClientInside): void {
  if (client.logLevel === 'debug') client.logLevel = 'info';
}
