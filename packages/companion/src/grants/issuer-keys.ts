import { SallyportError } from '@sallyport/core';
import { createRemoteJWKSet, type JWTVerifyGetKey } from 'jose';
import type { IssuerConfig } from '../config/index.ts';

const FETCH_TIMEOUT_MS = 5_000;
const MAX_METADATA_BYTES = 262_144;
const LOOPBACK = new Set(['127.0.0.1', '[::1]', 'localhost']);

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
  return createRemoteJWKSet(uri, { timeoutDuration: FETCH_TIMEOUT_MS });
}

/** OpenID Connect Discovery 1.0 §4: the document must name the very issuer it was asked for. */
async function discover(issuer: string): Promise<string> {
  const location = safeUrl(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`);
  try {
    const response = await fetch(location, { redirect: 'error', signal: AbortSignal.timeout(FETCH_TIMEOUT_MS) });
    const text = await response.text();
    const metadata = text.length > MAX_METADATA_BYTES ? {} : (JSON.parse(text) as Record<string, unknown>);
    if (response.status === 200 && metadata.issuer === issuer && typeof metadata.jwks_uri === 'string') {
      return metadata.jwks_uri;
    }
  } catch {
    // Told below, without what the issuer said.
  }
  throw new SallyportError('issuer_unavailable');
}

function safeUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol === 'https:' || (url?.protocol === 'http:' && LOOPBACK.has(url.hostname))) return url;
  throw new SallyportError('issuer_unavailable');
}
