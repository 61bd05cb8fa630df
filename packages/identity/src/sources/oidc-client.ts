import { SallyportError } from '@sallyport/core';
import type { ClientAuth, Configuration, ServerMetadata } from 'openid-client';
import { boundedFetch, type FetchBounds } from '../bounded-fetch.ts';
import { identityUnavailable } from '../remedy.ts';
import { secureUrl } from '../secure-url.ts';

type OpenIdClient = typeof import('openid-client');

/** An OAuth client of an OpenID provider. */
export interface OidcClientOptions {
  /** The issuer's URL; its endpoints are discovered (OpenID Connect Discovery 1.0 §4). */
  readonly issuer: string;
  readonly clientId: string;
  /** What requests are made with. Default: the global fetch. */
  readonly fetch?: typeof globalThis.fetch;
  /** Allow a provider on this very machine to speak plain http. Default `false`. */
  readonly allowInsecureLoopback?: boolean;
}

/** Asks an OpenID provider. */
export interface OidcClient {
  /** Runs a request; `signal` ends it. Raises `identity_unavailable` with what to do about it. */
  ask<T>(
    request: (oidc: OpenIdClient, config: Configuration) => Promise<T>,
    signal: AbortSignal | undefined,
  ): Promise<T>;
}

/**
 * A client whose requests are within bounds, and whose provider is discovered when it is first asked.
 * Raises `config_invalid` at once for an issuer that is no https URL, or an empty client id or secret.
 */
export function oidcClient(options: OidcClientOptions, clientSecret: string | undefined): OidcClient {
  const { clientId, fetch, allowInsecureLoopback } = options;
  const issuer = secureUrl({ name: 'issuer', text: options.issuer, allowInsecureLoopback });
  if (clientId === '') throw new SallyportError('config_invalid', { place: 'clientId' });
  if (clientSecret === '') throw new SallyportError('config_invalid', { place: 'clientSecret' });
  let metadata: ServerMetadata | undefined;

  return {
    async ask(request, signal) {
      // Loaded when first needed: a process that uses another source does not pay for it.
      const oidc = await import('openid-client');
      const access = requestAccess(oidc, { fetch, allowInsecureLoopback, signal });
      const authentication = clientSecret === undefined ? oidc.None() : secretAuth(oidc, clientSecret);
      try {
        metadata ??= (await oidc.discovery(issuer, clientId, undefined, undefined, access)).serverMetadata();
        const config = new oidc.Configuration(metadata, clientId, undefined, authentication);
        config[oidc.customFetch] = access[oidc.customFetch];
        for (const extend of access.execute) extend(config);
        return await request(oidc, config);
      } catch (cause) {
        // The endpoints may have moved.
        metadata = undefined;
        throw identityUnavailable(cause);
      }
    },
  };
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
