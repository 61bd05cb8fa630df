import { createHash } from 'node:crypto';
import { isUuid, SallyportError } from '@sallyport/core';
import { calculateJwkThumbprint, EmbeddedJWK, type JWK, type JWTPayload, type JWTVerifyResult, jwtVerify } from 'jose';

/** The request a proof must have been made for. */
export interface ProofDemand {
  readonly method: string;
  /** Without query. */
  readonly url: string;
  /** The grant that came with it. */
  readonly token?: string | undefined;
  /** The nonce it must carry; none need be there when absent. */
  readonly nonce?: string | undefined;
  /** Milliseconds since the Unix epoch. */
  readonly now: number;
}

/** A proof that holds. */
export interface CheckedProof {
  /** The RFC 7638 thumbprint of its key. */
  readonly jkt: string;
  readonly publicKey: JWK;
  readonly jti: string;
  /** The `sallyport` claim. */
  readonly intent: unknown;
}

const CLAIMS = ['jti', 'htm', 'htu', 'iat', 'ath', 'nonce', 'sallyport'];
const MAX_AGE_S = 60;
const MAX_AHEAD_S = 15;

/** Checks the `DPoP` header of a request after RFC 9449 §4.3, strictly. Raises `proof_missing`, `proof_invalid`, `proof_target`, `proof_time`, `proof_nonce`. */
export async function checkProof(proof: string | undefined, demand: ProofDemand): Promise<CheckedProof> {
  if (proof === undefined) throw new SallyportError('proof_missing');
  const { payload, protectedHeader } = await verify(proof);
  const { jti, htm, htu, iat, ath, sallyport: intent } = payload;
  const { jwk: publicKey } = protectedHeader;
  const alien = Object.keys(payload).some((claim) => !CLAIMS.includes(claim));
  if (alien || typeof jti !== 'string' || !isUuid(jti) || !publicKey) throw new SallyportError('proof_invalid');
  const expected = demand.token && createHash('sha256').update(demand.token).digest('base64url');
  if (htm !== demand.method || htu !== demand.url || ath !== expected) throw new SallyportError('proof_target');
  const age = demand.now / 1000 - Number(iat);
  if (!(age <= MAX_AGE_S && age >= -MAX_AHEAD_S)) throw new SallyportError('proof_time');
  if (demand.nonce !== undefined && payload.nonce !== demand.nonce) throw new SallyportError('proof_nonce');
  return { jkt: await calculateJwkThumbprint(publicKey), publicKey, jti, intent };
}

async function verify(proof: string): Promise<JWTVerifyResult<JWTPayload>> {
  try {
    if (proof.length > 4096) throw new SallyportError('proof_invalid');
    const verified = await jwtVerify(proof, EmbeddedJWK, {
      typ: 'dpop+jwt',
      algorithms: ['ES256'],
      // Its time is judged by the clock of the stand-in alone.
      currentDate: new Date(0),
    });
    if ('d' in (verified.protectedHeader.jwk ?? {})) throw new SallyportError('proof_invalid');
    return verified;
  } catch {
    throw new SallyportError('proof_invalid');
  }
}
