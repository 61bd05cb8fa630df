import { isSecureUrl, readBounded, SallyportError } from '@sallyport/core';
import { createRemoteJWKSet, customFetch, type JWTVerifyGetKey } from 'jose';
import type { IssuerConfig } from '../config/index.ts';

const FETCH_TIMEOUT_MS = 5_000;
/** The largest discovery document or key set read. */
const BOUND = { limit: 262_144, error: 'issuer_unavailable' } as const;

/** The verification keys of one issuer, found by discovery unless configured, cached and rotated by jose. */
export function issuerKeys(config: Pick<IssuerConfig, 'issuer' | 'jwksUri'>): () => Promise<JWTVerifyGetKey> {
  let pending: Promise<JWTVerifyGetKey> | undefined;
  return () => {
    pending ??= findKeys(config).catch((cause: unknown) => {
      // A failed discovery is not remembered: the issuer may be back for the next call.
      pending = undefined;
      throw cause;
    });
    return pending;
  };
}

async function findKeys({ issuer, jwksUri }: Pick<IssuerConfig, 'issuer' | 'jwksUri'>): Promise<JWTVerifyGetKey> {
  const uri = safeUrl(jwksUri ?? (await discover(issuer)));
  return createRemoteJWKSet(uri, { timeoutDuration: FETCH_TIMEOUT_MS, [customFetch]: fetchBounded });
}

/** OpenID Connect Discovery 1.0 §4: the document must name the very issuer it was asked for. */
async function discover(issuer: string): Promise<string> {
  const location = safeUrl(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`);
  try {
    const response = await fetchBounded(location.href, { signal: AbortSignal.timeout(FETCH_TIMEOUT_MS) });
    const metadata = (await response.json()) as Record<string, unknown>;
    if (response.status === 200 && metadata.issuer === issuer && typeof metadata.jwks_uri === 'string') {
      return metadata.jwks_uri;
    }
  } catch {
    // Told below, without what the issuer said.
  }
  throw new SallyportError('issuer_unavailable');
}

/** Follows no redirect, and reads no further than the bound. */
async function fetchBounded(url: string, init: RequestInit): Promise<Response> {
  const { status, body } = await fetch(url, { ...init, redirect: 'error' });
  return new Response(await readBounded(body, BOUND), { status });
}

function safeUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url !== undefined && isSecureUrl(url)) return url;
  throw new SallyportError('issuer_unavailable');
}
