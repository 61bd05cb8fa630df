import { SallyportError } from '@sallyport/core';
import { completeSettings, createProcessVault, type Fetch, guardFetch, type SallyportSettings } from '@sallyport/guard';
import type { OpenAI } from 'openai';
import { dropCredentials, type HeldCredentials, refuseTransport } from './drop-credentials.ts';
import { type ClientLogger, originalLogger, valueFreeLogger } from './value-free-logger.ts';

/** What a client keeps to itself, and a guard must reach. */
interface ClientInside extends HeldCredentials {
  fetch: Fetch;
  readonly baseURL: string;
  logger: ClientLogger | undefined;
  withOptions(options: object): OpenAI;
}

/** Options of a guarded client: the client's own, and how to reach the companion. */
export interface GuardedOptions {
  readonly sallyport?: SallyportSettings | undefined;
}

/** Marks a guarded client, for every copy of this package that is loaded. */
const GUARDED = Symbol.for('sallyport.guarded-client');

/**
 * Guards an existing client, in place, and returns it. Guarding one twice is guarding it once, also by another copy of this package.
 *
 * Every request of the client, of its `withOptions` clones, and of a fetch or a base URL assigned to it later goes through the inner
 * door to the companion; its credentials are dropped; its log says that something happened, never what was in it; WebSockets, which
 * go past fetch, are refused as `operation_unknown`, and before openai 7 by whoever is to connect.
 * Raises `config_invalid` when a setting is missing, or when the client carries an X.509 credential, whose transport cannot
 * be guarded.
 */
export function withSallyport<Client extends OpenAI>(client: Client, given: SallyportSettings = {}): Client {
  if (GUARDED in client) return client;
  // What one clone took out another puts back
  const settings = { vault: createProcessVault(), ...given };
  const inside = client as unknown as ClientInside;
  refuseTransport(inside._options);
  guardRequests(inside, settings);
  guardLogger(inside);
  guardClones(inside, settings);
  dropCredentials(inside);
  refuseSockets(inside);
  Object.defineProperty(client, GUARDED, { value: true });
  return client;
}

/** Whatever fetch is assigned, now or later, is guarded, and pinned to the base URL that the client has by then. */
function guardRequests(client: ClientInside, settings: SallyportSettings): void {
  const options = completeSettings(settings, process.env);
  let { fetch, baseURL } = client;
  const guard = (): Fetch => guardFetch(fetch, { ...options, baseUrl: baseURL });
  let guarded = guard();
  overrideProperty(client, 'fetch', {
    get: () => {
      if (client.baseURL === baseURL) return guarded;
      baseURL = client.baseURL;
      guarded = guard();
      return guarded;
    },
    set: (given) => {
      fetch = given;
      guarded = guard();
    },
  });
}

/** Whatever logger is assigned, now or later, is told no values. */
function guardLogger(client: ClientInside): void {
  const silenced = (logger: ClientLogger | undefined) => logger && valueFreeLogger(logger);
  let logger = silenced(client.logger);
  overrideProperty(client, 'logger', {
    get: () => logger,
    set: (given) => {
      logger = silenced(given);
    },
  });
}

function overrideProperty<Key extends 'fetch' | 'logger'>(
  client: ClientInside,
  key: Key,
  accessors: { readonly get: () => ClientInside[Key]; readonly set: (value: ClientInside[Key]) => void },
): void {
  Object.defineProperty(client, key, { ...accessors, enumerable: true, configurable: true });
}

/** A clone starts with the guarded fetch; guarding it anew pins it to its own base URL. */
function guardClones(client: ClientInside, settings: SallyportSettings): void {
  const withOptions = client.withOptions.bind(client);
  const logger = () => (client.logger === undefined ? {} : { logger: originalLogger(client.logger) });
  Object.defineProperty(client, 'withOptions', {
    value: ({ sallyport = settings, ...own }: GuardedOptions) =>
      // A subclass of a guarded class guards its instances itself, and must know where to.
      withSallyport(withOptions({ ...logger(), ...own, sallyport }), sallyport),
  });
}

/** The one method all WebSocket classes of openai 7 ask before they connect. */
function refuseSockets(client: ClientInside): void {
  Object.defineProperty(client, '_buildWebSocketHeaders', {
    value: () => {
      throw new SallyportError('operation_unknown');
    },
  });
}
