import { randomUUID } from 'node:crypto';
import type { ClientIntent, Clock } from '@sallyport/core';
import { type KeyedEventSigner, signProof } from '@sallyport/ledger';
import type { Grant } from './grant.ts';

/** A DPoP proof of one request. */
export interface RequestProof {
  /** The compact JWS: the `DPoP` header, and of a call also the leaf `client.intent`. */
  readonly text: string;
  /** Its `jti`, a UUID. */
  readonly id: string;
}

/** The request to prove possession for. */
export interface ProvenRequest {
  readonly method: string;
  /** Without query. */
  readonly url: string;
  /** Absent where a grant is only being asked for. */
  readonly grant?: Grant;
  /** The nonce that the companion gave out last, RFC 9449 §8. */
  readonly nonce: string | undefined;
  readonly intent?: ClientIntent;
}

/** Signs a fresh proof after RFC 9449 §4.2. A proof serves for one attempt. Raises `internal` for one over 4 KiB. */
export async function proveRequest(
  { method, url, grant, nonce, intent }: ProvenRequest,
  { signer, clock }: { readonly signer: KeyedEventSigner; readonly clock: Clock },
): Promise<RequestProof> {
  const id = randomUUID();
  const claims = {
    jti: id,
    htm: method,
    htu: url,
    iat: Math.floor(clock.now() / 1000),
    ...(grant === undefined ? {} : { ath: grant.tokenHash }),
    ...(nonce === undefined ? {} : { nonce }),
    ...(intent === undefined ? {} : { intent }),
  };
  return { text: await signProof(claims, signer), id };
}
