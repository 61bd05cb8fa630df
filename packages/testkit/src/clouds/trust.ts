import type { Clock } from '@sallyport/core';
import { createLocalJWKSet, type JSONWebKeySet, type JWTPayload, jwtVerify } from 'jose';

/** Whose tokens a cloud takes. */
export interface TrustOptions {
  /** `iss`: whose discovery document and keys count. */
  readonly issuer: string;
  /** Where the discovery document is fetched from, when it is not yet below the issuer. Default: the issuer. */
  readonly discovery?: string;
  readonly clock: Clock;
}

/** What else a token must say. */
export interface Expected {
  readonly audience: string;
  /** Default: any. */
  readonly subject?: string;
}

/** Tells whether a token is one of the issuer's, for this cloud and of this subject. */
export type Trust = (token: unknown, expected: Expected) => Promise<JWTPayload | undefined>;

/**
 * Trusts an issuer as the real clouds do: through its discovery document (OpenID Connect Discovery 1.0 §4) and its keys, fetched anew for each
 * token; RS256 alone, with `sub`, `jti`, `iat`, `nbf` and a life of an hour at most.
 */
export function trust({ issuer, discovery = issuer, clock }: TrustOptions): Trust {
  return async (token, expected) => {
    try {
      const keys = createLocalJWKSet(await fetchKeys(issuer, discovery));
      const { payload } = await jwtVerify(String(token), keys, {
        ...{ issuer, ...expected, algorithms: ['RS256'], typ: 'JWT', currentDate: new Date(clock.now()) },
        requiredClaims: ['sub', 'jti', 'iat', 'nbf', 'exp'],
      });
      return (payload.exp ?? 0) - (payload.iat ?? 0) <= 3600 ? payload : undefined;
    } catch {
      return undefined;
    }
  };
}

async function fetchKeys(issuer: string, discovery: string): Promise<JSONWebKeySet> {
  const document = (await fetchJson(`${discovery}/.well-known/openid-configuration`)) as Record<string, unknown>;
  if (document.issuer !== issuer) throw new TypeError('the document is of another issuer');
  return (await fetchJson(String(document.jwks_uri))) as JSONWebKeySet;
}

async function fetchJson(url: string): Promise<unknown> {
  const answer = await fetch(url, { redirect: 'error' });
  return answer.json();
}
