import type { Clock } from '@sallyport/core';

/** What a nonce may look like, RFC 9449 §8.1. A companion's is 22 characters. */
const NONCE = /^[\x21\x23-\x5b\x5d-\x7e]{1,256}$/;

/**
 * How long a nonce is used. A companion takes one for at least five minutes after it gave it out: an older one would cost a second
 * attempt, where none is required for nothing. Milliseconds.
 */
const USED_FOR_MS = 240_000;

/** The nonce that a companion gave out last, for the proofs to come (RFC 9449 §8.2, §9). */
export class LatestNonce {
  readonly #clock: Clock;
  #held: { readonly nonce: string; readonly since: number } | undefined;

  /** By a clock that measures spans of time: this machine's own. */
  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** The nonce to use now, if there is one. */
  get current(): string | undefined {
    const { nonce, since } = this.#held ?? {};
    const age = this.#clock.now() - (since ?? Number.NaN);
    return age >= 0 && age < USED_FOR_MS ? nonce : undefined;
  }

  /** Takes the `DPoP-Nonce` header of an answer; without one, what was known stays. */
  note(header: string | undefined): void {
    if (header !== undefined && NONCE.test(header)) this.#held = { nonce: header, since: this.#clock.now() };
  }
}
