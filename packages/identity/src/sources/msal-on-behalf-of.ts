import { SallyportError } from '@sallyport/core';
import { type CacheOptions, cached } from '../cached.ts';
import { identityUnavailable } from '../remedy.ts';
import type { TokenSource } from '../token-source.ts';
import { accessTokenOf, checkApplication, type MsalApplicationOptions, msalConfiguration } from './msal-application.ts';

/** An application that asks for one of its users. */
export interface MsalOnBehalfOfOptions extends MsalApplicationOptions, CacheOptions {
  readonly scopes: readonly string[];
  /** The access token by which the user called the application: its audience is the application. */
  readonly userToken: string;
}

/**
 * Gets access tokens for the user behind a call, by Entra's on-behalf-of flow (RFC 7523 §2.1 with `requested_token_use`); cached.
 * A source is one user's: give each user a source and a client of its own, for grants are kept with the client.
 * Raises `config_invalid` at once for what `msalClientCredential` does, and without a user's token.
 */
export function msalOnBehalfOf(options: MsalOnBehalfOfOptions): TokenSource {
  const { scopes, userToken } = options;
  checkApplication(options, scopes);
  if (userToken === '') throw new SallyportError('config_invalid', { place: 'userToken' });
  const source: TokenSource = {
    async getToken({ signal } = {}) {
      const msal = await import('@azure/msal-node');
      const application = new msal.ConfidentialClientApplication(msalConfiguration(options, signal));
      const request = { oboAssertion: userToken, scopes: [...scopes], skipCache: true };
      return application
        .acquireTokenOnBehalfOf(request)
        .then(accessTokenOf)
        .catch((cause: unknown) => {
          throw identityUnavailable(cause);
        });
    },
  };
  return cached(source, options);
}
