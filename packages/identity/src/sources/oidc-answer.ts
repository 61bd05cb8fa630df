import { SallyportError } from '@sallyport/core';
import type { TokenEndpointResponse } from 'openid-client';
import { tokenExpiry } from '../token-expiry.ts';
import type { IdentityToken } from '../token-source.ts';

type Answer = Pick<TokenEndpointResponse, 'access_token' | 'expires_in' | 'id_token'>;

/** The access token of a token endpoint's answer, RFC 6749 §5.1. `askedAt` is when it was asked for, by our own clock. */
export function accessToken({ access_token: token, expires_in: seconds }: Answer, askedAt: number): IdentityToken {
  const expiresAt = seconds === undefined ? tokenExpiry(token) : askedAt + seconds * 1000;
  const type = 'urn:ietf:params:oauth:token-type:access_token';
  return expiresAt === undefined ? { token, type } : { token, type, expiresAt };
}

/** The ID token of an answer, OpenID Connect Core 1.0 §3.1.3.3. Raises `identity_unavailable` where there is none. */
export function idToken({ id_token: token }: Answer): IdentityToken {
  if (token === undefined) {
    throw new SallyportError('identity_unavailable', {
      place: 'the provider gave no ID token: ask for the scope openid',
    });
  }
  const expiresAt = tokenExpiry(token);
  const type = 'urn:ietf:params:oauth:token-type:id_token';
  return expiresAt === undefined ? { token, type } : { token, type, expiresAt };
}
