import { type Caller, SallyportError } from '@sallyport/core';
import { decodeJwt, decodeProtectedHeader, type JWTPayload, jwtVerify } from 'jose';
import type { IssuerConfig } from '../config/index.ts';
import { issuerKeys } from './issuer-keys.ts';
import { jwtFailure } from './jwt-failure.ts';

/** A verified identity token: who it speaks of, and when it ends. */
export interface VerifiedIdentity {
  readonly caller: Omit<Caller, 'means'>;
  /** Seconds since the Unix epoch. */
  readonly expiresAt: number;
  /** Seconds since the Unix epoch. */
  readonly issuedAt?: number;
}

/** Verifies an identity token of a configured issuer. Raises `token_*`, `identity_not_allowed`, `issuer_unavailable`. */
export type VerifyIdentityToken = (token: string) => Promise<VerifiedIdentity>;

/** The largest token read, in characters. */
const MAX_TOKEN_LENGTH = 16_384;
const CLOCK_TOLERANCE_S = 30;

/** A verifier for the configured issuers: signature, `iss`, `aud`, `exp`, `nbf`, allowed algorithms and clients (RFC 8725). */
export function identityTokenVerifier(issuers: readonly IssuerConfig[]): VerifyIdentityToken {
  const known = new Map(issuers.map((config) => [config.issuer, { config, keys: issuerKeys(config) }]));
  return async (token) => {
    const { issuer, algorithm } = claimed(token);
    const found = known.get(issuer);
    if (found === undefined) throw new SallyportError('token_issuer');
    const { config, keys } = found;
    if (!config.algorithms.some((allowed) => allowed === algorithm)) throw new SallyportError('token_algorithm');
    const payload = await verify(token, config, keys);
    const { iat, exp = 0 } = payload;
    return { caller: readCaller(payload, config), expiresAt: exp, ...(iat === undefined ? {} : { issuedAt: iat }) };
  };
}

/** What an unverified token claims: enough to choose the issuer that must prove it. */
function claimed(token: string): { readonly issuer: string; readonly algorithm: string } {
  if (token.length > MAX_TOKEN_LENGTH) throw new SallyportError('token_invalid');
  try {
    const { alg } = decodeProtectedHeader(token);
    return { issuer: decodeJwt(token).iss ?? '', algorithm: String(alg) };
  } catch {
    throw new SallyportError('token_invalid');
  }
}

async function verify(token: string, config: IssuerConfig, keys: ReturnType<typeof issuerKeys>): Promise<JWTPayload> {
  try {
    const { payload } = await jwtVerify(token, await keys(), {
      issuer: config.issuer,
      audience: config.audience,
      algorithms: [...config.algorithms],
      requiredClaims: ['iss', 'aud', 'sub', 'exp'],
      clockTolerance: CLOCK_TOLERANCE_S,
    });
    return payload;
  } catch (cause) {
    throw cause instanceof SallyportError ? cause : jwtFailure(cause);
  }
}

function readCaller(payload: JWTPayload, config: IssuerConfig): Omit<Caller, 'means'> {
  const client = [payload.client_id, payload.azp].find((claim) => typeof claim === 'string');
  if (config.clients !== undefined && !config.clients.includes(client ?? '')) {
    throw new SallyportError('identity_not_allowed');
  }
  const groups = Array.isArray(payload.groups) ? payload.groups.filter((group) => typeof group === 'string') : [];
  // jose checks that there is a subject, not that it is text; RFC 7519 §4.1.2 says it is.
  const { sub: subject }: { readonly sub?: unknown } = payload;
  if (typeof subject !== 'string' || subject === '') throw new SallyportError('token_invalid');
  return { issuer: config.issuer, subject, groups, ...(client === undefined ? {} : { client }) };
}
