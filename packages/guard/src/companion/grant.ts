import { createHash } from 'node:crypto';
import { type Clock, type Identity, SallyportError } from '@sallyport/core';
import type { KeyedEventSigner } from '@sallyport/ledger';
import { jwtClaims } from '../signing/jwt-claims.ts';
import { readObject } from './refusal-code.ts';

/** The companion's short-lived access token for one connection, and the key it is bound to. */
export interface Grant {
  readonly token: string;
  /** base64url of the token's SHA-256: the `ath` of proofs, RFC 9449 §4.2. */
  readonly tokenHash: string;
  /** Milliseconds since the Unix epoch. */
  readonly expiresAt: number;
  /** Whom it names. Not verified: it serves as the actor of this process's own events, and the companion checks that. */
  readonly identity: Identity;
  /** Holds the key the grant is bound to. */
  readonly signer: KeyedEventSigner;
}

/**
 * Reads an RFC 8693 §2.2.1 answer. Raises `companion_invalid` unless it is a grant bound to this key: `token_type` must be `DPoP`
 * (RFC 9449 §5), for a grant that went as a bearer would serve whoever found it.
 */
export function readGrant(
  body: Uint8Array,
  { signer, clock }: { readonly signer: KeyedEventSigner; readonly clock: Clock },
): Grant {
  const { access_token: token, expires_in: expiresIn, token_type: type } = readObject(body);
  if (typeof token !== 'string' || typeof expiresIn !== 'number' || String(type).toLowerCase() !== 'dpop') {
    throw new SallyportError('companion_invalid');
  }
  const { sub, subject_issuer: issuer, cnf } = jwtClaims(token) ?? {};
  const bound = (cnf as { readonly jkt?: unknown } | null | undefined)?.jkt === signer.kid;
  if (!bound || typeof sub !== 'string' || typeof issuer !== 'string') throw new SallyportError('companion_invalid');
  return Object.freeze({
    token,
    tokenHash: createHash('sha256').update(token).digest('base64url'),
    expiresAt: clock.now() + expiresIn * 1000,
    identity: Object.freeze({ issuer, subject: sub }),
    signer,
  });
}
