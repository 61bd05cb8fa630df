import { type Clock, SallyportError, systemClock } from '@sallyport/core';
import type { ClientAuth, ServerMetadata } from 'openid-client';
import { boundedFetch, type FetchBounds } from '../bounded-fetch.ts';
import { type CacheOptions, cached } from '../cached.ts';
import { secureUrl } from '../secure-url.ts';
import { tokenExpiry } from '../token-expiry.ts';
import type { IdentityToken, TokenSource } from '../token-source.ts';

type OpenIdClient = typeof import('openid-client');

/** An OAuth client of an OpenID provider. */
export interface OidcClientCredentialsOptions extends CacheOptions {
  /** The issuer's URL; its endpoints are discovered (OpenID Connect Discovery 1.0 §4). */
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Scopes, separated by spaces. */
  readonly scope?: string;
  /** RFC 8707: the URI of the service the token is for. */
  readonly resource?: string;
  /** The same, as some providers call it. */
  readonly audience?: string;
  /** What requests are made with. Default: the global fetch. */
  readonly fetch?: typeof globalThis.fetch;
  /** Allow a provider on this very machine to speak plain http. Default `false`. */
  readonly allowInsecureLoopback?: boolean;
}

/**
 * Gets access tokens by the client credentials grant, RFC 6749 §4.4, from any OpenID provider; cached.
 * Raises `config_invalid` at once for an issuer that is no https URL, or an empty client id or secret.
 */
export function oidcClientCredentials(options: OidcClientCredentialsOptions): TokenSource {
  const { clock = systemClock, clientId, clientSecret, fetch, allowInsecureLoopback } = options;
  const issuer = secureUrl({ name: 'issuer', text: options.issuer, allowInsecureLoopback });
  if (clientId === '') throw new SallyportError('config_invalid', { place: 'clientId' });
  if (clientSecret === '') throw new SallyportError('config_invalid', { place: 'clientSecret' });
  let metadata: ServerMetadata | undefined;

  const source: TokenSource = {
    async getToken({ signal } = {}) {
      // Loaded when first needed: a process that uses another source does not pay for it.
      const oidc = await import('openid-client');
      const access = requestAccess(oidc, { fetch, allowInsecureLoopback, signal });
      try {
        metadata ??= (await oidc.discovery(issuer, clientId, undefined, undefined, access)).serverMetadata();
        const config = new oidc.Configuration(metadata, clientId, undefined, secretAuth(oidc, clientSecret));
        config[oidc.customFetch] = access[oidc.customFetch];
        for (const extend of access.execute) extend(config);
        return await grant({ oidc, config, options, clock });
      } catch {
        // The endpoints may have moved.
        metadata = undefined;
        throw new SallyportError('identity_unavailable');
      }
    },
  };
  return cached(source, options);
}

/** The openid-client options that put its requests within bounds. Its own https check gives way to ours. */
function requestAccess(oidc: OpenIdClient, bounds: FetchBounds) {
  const request = boundedFetch(bounds);
  return {
    [oidc.customFetch]: (url: string, init: object) => request(url, init),
    execute: bounds.allowInsecureLoopback === true ? [oidc.allowInsecureRequests] : [],
  };
}

/** The secret in the form where the provider takes it there, otherwise in the header: RFC 6749 §2.3.1. */
function secretAuth(oidc: OpenIdClient, clientSecret: string): ClientAuth {
  const [inBody, inHeader] = [oidc.ClientSecretPost(clientSecret), oidc.ClientSecretBasic(clientSecret)];
  return (server, client, body, headers) => {
    const methods = server.token_endpoint_auth_methods_supported ?? ['client_secret_basic'];
    const authenticate = methods.includes('client_secret_post') ? inBody : inHeader;
    return authenticate(server, client, body, headers);
  };
}

interface Grant {
  readonly oidc: OpenIdClient;
  readonly config: InstanceType<OpenIdClient['Configuration']>;
  readonly options: OidcClientCredentialsOptions;
  readonly clock: Clock;
}

async function grant({ oidc, config, options, clock }: Grant): Promise<IdentityToken> {
  const { scope, resource, audience } = options;
  const asked = Object.entries({ scope, resource, audience }).filter((entry): entry is [string, string] => !!entry[1]);
  // Counted from before the request and by our own clock, so a provider's wrong clock does no harm.
  const now = clock.now();
  const answer = await oidc.clientCredentialsGrant(config, new URLSearchParams(asked));
  const { access_token: token, expires_in: seconds } = answer;
  const expiresAt = seconds === undefined ? tokenExpiry(token) : now + seconds * 1000;
  const type = 'urn:ietf:params:oauth:token-type:access_token';
  return expiresAt === undefined ? { token, type } : { token, type, expiresAt };
}
