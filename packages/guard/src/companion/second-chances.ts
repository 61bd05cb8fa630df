import type { ErrorCode } from '@sallyport/core';
import type { CorrectedClock } from './corrected-clock.ts';

/** A refusal by the companion, before anything was recorded. */
export interface Refusal {
  /** `undefined` where the companion gave none. */
  readonly code: ErrorCode | undefined;
  /** The `Date` header of the answer. */
  readonly date: string | undefined;
}

/** What may be put right between two attempts. */
export interface Remedies {
  readonly clock: CorrectedClock;
  /** Sees to it that the next attempt has another grant; absent where there is none. */
  readonly dropGrant?: () => void;
}

/** Says whether a refused request may be made once more: after a clock was set, once, and with another grant, once. */
export class SecondChances {
  #clock = true;
  #grant = true;

  /** Puts right what the refusal complains of, and tells whether to try again. */
  take({ code, date }: Refusal, { clock, dropGrant }: Remedies): boolean {
    if (code === 'proof_time') {
      const chance = this.#clock;
      this.#clock = false;
      return chance && clock.correct(date);
    }
    const aboutGrant = code === undefined || code.startsWith('token_');
    if (dropGrant === undefined || !this.#grant || !aboutGrant) return false;
    this.#grant = false;
    dropGrant();
    return true;
  }
}
