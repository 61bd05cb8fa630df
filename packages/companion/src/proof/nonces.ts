import { createHmac, createSecretKey, timingSafeEqual } from 'node:crypto';
import type { Clock } from '@sallyport/core';

/** The nonces of proofs of possession, RFC 9449 §8 and §9. */
export interface ProofNonces {
  /** Whether a proof must carry one. One that is carried must be right either way. */
  readonly required: boolean;
  /** The one to be used next. */
  current(): string;
  /** Tells whether a nonce is one of these, and not too old. */
  holds(nonce: string): boolean;
}

/** What nonces are made with. */
export interface NonceParts {
  /** Shared by the replicas. */
  readonly key: Uint8Array;
  readonly clock: Clock;
  readonly required: boolean;
}

/** A nonce is offered for so long, and taken for as long again. Milliseconds. */
const BUCKET_MS = 300_000;

/** 128 bits: nobody guesses one ahead of its time. */
const NONCE_BYTES = 16;

/**
 * Nonces that no replica has to remember: each is an HMAC of its time. Taken are that of now, the one before, and the one to come, for
 * another replica's clock may be ahead. They keep whoever holds a client's key for a moment from making proofs in store (RFC 9449 §11.3).
 */
export function proofNonces({ key, clock, required }: NonceParts): ProofNonces {
  const secret = createSecretKey(key);
  let [bucket, known]: [number, readonly string[]] = [Number.NaN, []];
  const around = (): readonly string[] => {
    const now = Math.floor(clock.now() / BUCKET_MS);
    if (now !== bucket) [bucket, known] = [now, [now, now - 1, now + 1].map(make)];
    return known;
  };
  const make = (time: number): string =>
    createHmac('sha256', secret).update(`nonce ${time}`).digest().subarray(0, NONCE_BYTES).toString('base64url');
  return {
    required,
    current: () => around()[0] ?? '',
    holds: (nonce) => around().some((one) => sameText(one, nonce)),
  };
}

/** Whoever measures how long it takes learns nothing of a nonce they were not given. */
function sameText(a: string, b: string): boolean {
  const [one, other] = [Buffer.from(a), Buffer.from(b)];
  return one.length === other.length && timingSafeEqual(one, other);
}
