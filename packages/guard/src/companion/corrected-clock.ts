import type { Clock } from '@sallyport/core';

/** The furthest a clock is corrected: a day. Beyond that something else is wrong with it, or with the companion. */
const MAX_OFFSET_MS = 86_400_000;

/** IMF-fixdate, the one form of dates that are sent: RFC 9110 §5.6.7. */
const DATE = /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/;

/** A clock that is set by the companion's, where proofs made by this machine's were refused for their time. */
export class CorrectedClock implements Clock {
  /** This machine's own clock, by which spans of time are measured: it is never set here. */
  readonly local: Clock;
  #offset = 0;

  constructor(local: Clock) {
    this.local = local;
  }

  now(): number {
    return this.local.now() + this.#offset;
  }

  /** Sets the clock by the `Date` header of an answer, and tells whether it could. */
  correct(date: string | undefined): boolean {
    const offset = DATE.test(date ?? '') ? Date.parse(date ?? '') - this.local.now() : Number.NaN;
    if (!(Math.abs(offset) <= MAX_OFFSET_MS)) return false;
    this.#offset = offset;
    return true;
  }
}
