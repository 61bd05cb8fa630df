import { SallyportError } from '@sallyport/core';

/** Stands where a key would: the provider's real one is in the companion alone. */
const NO_KEY = 'sallyport-holds-the-key';

/** Where a client keeps credentials. */
export interface HeldCredentials {
  apiKey: string | null;
  adminAPIKey?: string | null;
  _workloadIdentityAuth?: unknown;
  /** The options it was made with; clones are made with them again, and a function among them gives new keys. */
  readonly _options: object;
}

/** Drops every credential a client holds. The dummy key takes their place, for clients demand one. */
export function dropCredentials(client: HeldCredentials): void {
  client.apiKey = NO_KEY;
  client.adminAPIKey = null;
  client._workloadIdentityAuth = undefined;
  Object.assign(client._options, { apiKey: NO_KEY, adminAPIKey: null, workloadIdentity: undefined });
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
