import { systemClock } from '@sallyport/core';
import { type CacheOptions, cached } from '../cached.ts';
import type { TokenSource } from '../token-source.ts';
import { accessToken } from './oidc-answer.ts';
import { type OidcClientOptions, oidcClient } from './oidc-client.ts';

/** A confidential client that asks for itself. */
export interface OidcClientCredentialsOptions extends OidcClientOptions, CacheOptions {
  readonly clientSecret: string;
  /** Scopes, separated by spaces. */
  readonly scope?: string;
  /** RFC 8707: the URI of the service the token is for. */
  readonly resource?: string;
  /** The same, as some providers call it. */
  readonly audience?: string;
}

/**
 * Gets access tokens by the client credentials grant, RFC 6749 §4.4, from any OpenID provider; cached.
 * Raises `config_invalid` at once for an issuer that is no https URL, or an empty client id or secret.
 */
export function oidcClientCredentials(options: OidcClientCredentialsOptions): TokenSource {
  const { clock = systemClock, scope, resource, audience } = options;
  const client = oidcClient(options, options.clientSecret);
  const asked = Object.entries({ scope, resource, audience }).filter((entry): entry is [string, string] => !!entry[1]);
  const source: TokenSource = {
    getToken: ({ signal } = {}) =>
      client.ask(async (oidc, config) => {
        // Counted from before the request and by our own clock, so a provider's wrong clock does no harm.
        const now = clock.now();
        return accessToken(await oidc.clientCredentialsGrant(config, new URLSearchParams(asked)), now);
      }, signal),
  };
  return cached(source, options);
}
