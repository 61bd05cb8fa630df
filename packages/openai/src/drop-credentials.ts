import { SallyportError } from '@sallyport/core';

/** Stands where a key would: the provider's real one is in the companion alone. */
const NO_KEY = 'sallyport-holds-the-key';

/**
 * The same for clients before openai 7, whose WebSocket classes go past fetch with nothing to stop them but the key: a header or a
 * subprotocol with a line break is refused by whoever is to send it, before it connects. `Headers` strips it, by the Fetch standard.
 */
const NO_KEY_FOR_SOCKETS = `${NO_KEY}\n`;

/** Where clients of one version or another keep what gives them new credentials. */
const NOTHING = { _workloadIdentityAuth: undefined, _azureADTokenProvider: undefined, bedrockTokenProvider: undefined };

/** Where a client keeps credentials. */
export interface HeldCredentials {
  apiKey: string | null;
  adminAPIKey?: string | null;
  /** The options it was made with; clones are made with them again, and a function among them gives new keys. */
  readonly _options: { readonly provider?: unknown; readonly credential?: unknown; readonly x509Transport?: unknown };
}

/**
 * Drops every credential a client holds, and every one it is given later. The dummy key takes their place, for clients demand one.
 */
export function dropCredentials(client: HeldCredentials): void {
  const key = '_buildWebSocketHeaders' in client ? NO_KEY : NO_KEY_FOR_SOCKETS;
  // Without one for administrators a client itself refuses what they may do; those that know none refuse to be made with one
  const administers = !('bedrockTokenProvider' in client) && client._options.provider === undefined;
  const placeholders = { apiKey: key, adminAPIKey: administers ? key : null, ...NOTHING };
  for (const [name, value] of Object.entries(placeholders)) {
    if (!(name in client)) continue;
    Object.defineProperty(client, name, {
      get: () => value,
      set: () => undefined,
      enumerable: true,
      configurable: true,
    });
  }
  Object.assign(client._options, { apiKey: key, adminAPIKey: null, workloadIdentity: undefined });
}

/** Options without credentials: several exclude one another, and some exclude any key at all. */
export function withoutCredentials<Options extends { readonly provider?: unknown }>(options: Options): Options {
  return {
    ...options,
    azureADTokenProvider: undefined,
    bedrockTokenProvider: undefined,
    workloadIdentity: undefined,
    adminAPIKey: null,
    apiKey: options.provider === undefined ? NO_KEY : undefined,
  };
}

/** Raises `config_invalid` when options hold an X.509 credential: its transport takes the place of fetch. */
export function refuseTransport(options: { readonly credential?: unknown; readonly x509Transport?: unknown }): void {
  if (options.credential !== undefined || options.x509Transport !== undefined) {
    throw new SallyportError('config_invalid', { place: 'openai credential' });
  }
}
