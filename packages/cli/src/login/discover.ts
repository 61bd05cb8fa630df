import { isSecureUrl, SallyportError } from '@sallyport/core';
import type { Configuration } from 'openid-client';
import { boundedFetch } from '../admin/bounded-fetch.ts';
import type { LoginPlace } from './login-place.ts';

/** openid-client, and what it knows of the identity provider. */
export interface OpenIdProvider {
  readonly oidc: typeof import('openid-client');
  readonly config: Configuration;
}

const IDENTITY_ERRORS = { unreachable: 'identity_unavailable', invalid: 'identity_unavailable' } as const;

/** Finds the endpoints of an identity provider, OpenID Connect Discovery 1.0 §4. Raises `identity_unavailable`. */
export async function discover({ issuer, clientId }: LoginPlace): Promise<OpenIdProvider> {
  // Loaded when first needed: the other commands do not pay for it.
  const oidc = await import('openid-client');
  const request = boundedFetch(IDENTITY_ERRORS);
  if (!URL.canParse(issuer) || !isSecureUrl(new URL(issuer))) throw new SallyportError('identity_unavailable');
  try {
    const config = await oidc.discovery(new URL(issuer), clientId, undefined, oidc.None(), {
      [oidc.customFetch]: (url, init) => request(url, init as RequestInit),
      // Its own check for https gives way to ours, which lets in this very machine alone.
      execute: [oidc.allowInsecureRequests],
    });
    return { oidc, config };
  } catch {
    throw new SallyportError('identity_unavailable');
  }
}
