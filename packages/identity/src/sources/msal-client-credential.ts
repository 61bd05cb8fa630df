import { type CacheOptions, cached } from '../cached.ts';
import { identityUnavailable } from '../remedy.ts';
import type { TokenSource } from '../token-source.ts';
import { accessTokenOf, checkApplication, type MsalApplicationOptions, msalConfiguration } from './msal-application.ts';

/** An application that asks for itself. */
export interface MsalClientCredentialOptions extends MsalApplicationOptions, CacheOptions {
  /** `['api://companion/.default']`. */
  readonly scopes: readonly string[];
}

/**
 * Gets access tokens for an application by MSAL, with its secret, certificate or assertion (RFC 6749 §4.4); cached.
 * Raises `config_invalid` at once without https, client id or scopes, or without exactly one credential.
 */
export function msalClientCredential(options: MsalClientCredentialOptions): TokenSource {
  const { scopes } = options;
  checkApplication(options, scopes);
  const source: TokenSource = {
    async getToken({ signal } = {}) {
      // Loaded when first needed: a process that uses another source does not pay for it.
      const msal = await import('@azure/msal-node');
      const application = new msal.ConfidentialClientApplication(msalConfiguration(options, signal));
      const request = { scopes: [...scopes], skipCache: true };
      return application
        .acquireTokenByClientCredential(request)
        .then(accessTokenOf)
        .catch((cause: unknown) => {
          throw identityUnavailable(cause);
        });
    },
  };
  return cached(source, options);
}
