import { type Clock, SallyportError } from '@sallyport/core';
import { MAX_PROOF_AGE_S, MAX_PROOF_AHEAD_S, type VerifiedProof } from './verify-proof.ts';

const DEFAULT_CAPACITY = 65_536;

const WINDOW_MS = (MAX_PROOF_AGE_S + MAX_PROOF_AHEAD_S + 1) * 1000;

/**
 * Remembers the proofs of control calls for as long as each could be used again (RFC 9449 §11.1). Calls on the data path need
 * no such memory: the ledger itself takes a proof once.
 */
export class SeenProofs {
  readonly #clock: Clock;
  readonly #capacity: number;
  /** When each may be forgotten, in the order in which they came. */
  readonly #seen = new Map<string, number>();

  /** Remembers so many, 65,536 unless told; past that, none is taken until some have expired. */
  constructor(clock: Clock, capacity = DEFAULT_CAPACITY) {
    this.#clock = clock;
    this.#capacity = capacity;
  }

  /** Takes a proof. Raises `proof_replayed` for one that was taken before, `overloaded` when too many are remembered. */
  take({ publicKey, id }: Pick<VerifiedProof, 'publicKey' | 'id'>): void {
    const now = this.#clock.now();
    this.#forget(now);
    const name = `${publicKey.kid}/${id}`;
    if (this.#seen.has(name)) throw new SallyportError('proof_replayed');
    if (this.#seen.size >= this.#capacity) throw new SallyportError('overloaded');
    this.#seen.set(name, now + WINDOW_MS);
  }

  #forget(now: number): void {
    for (const [name, until] of this.#seen) {
      if (until > now) return;
      this.#seen.delete(name);
    }
  }
}
