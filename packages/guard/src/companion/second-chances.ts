import type { ErrorCode } from '@sallyport/core';
import type { HeaderRecord } from '@sallyport/pipeline';
import type { CorrectedClock } from './corrected-clock.ts';
import { refusalCode } from './refusal-code.ts';

/** A refusal by the companion, before anything was recorded. */
export interface Refusal {
  /** `undefined` where the companion gave none. */
  readonly code: ErrorCode | undefined;
  /** The `Date` header of the answer. */
  readonly date: string | undefined;
  /** The `DPoP-Nonce` header of the answer, which the next proof will carry. */
  readonly nonce: string | undefined;
}

/** Reads a refusal from an answer. */
export function refusalOf({ headers, body }: { readonly headers: HeaderRecord; readonly body: Uint8Array }): Refusal {
  return { code: refusalCode(body), date: headers.date, nonce: headers['dpop-nonce'] };
}

/** What may be put right between two attempts. */
export interface Remedies {
  readonly clock: CorrectedClock;
  /** Sees to it that the next attempt has another grant; absent where there is none. */
  readonly dropGrant?: () => void;
}

/** Says whether a refused request may be made once more: after a clock was set, once, with a nonce, once, and with another grant, once. */
export class SecondChances {
  #clock = true;
  #nonce = true;
  #grant = true;

  /** Puts right what the refusal complains of, and tells whether to try again. */
  take({ code, date, nonce }: Refusal, { clock, dropGrant }: Remedies): boolean {
    if (code === 'proof_time') {
      const chance = this.#clock;
      this.#clock = false;
      return chance && clock.correct(date);
    }
    if (code === 'proof_nonce') {
      const chance = this.#nonce;
      this.#nonce = false;
      return chance && nonce !== undefined;
    }
    const aboutGrant = code === undefined || code.startsWith('token_');
    if (dropGrant === undefined || !this.#grant || !aboutGrant) return false;
    this.#grant = false;
    dropGrant();
    return true;
  }
}
