const MINUTE_MS = 60_000;

/** How much flows into a bucket, and how much it holds. Both whole, from 1. */
export interface Rate {
  readonly perMinute: number;
  readonly burst: number;
}

/** The longest that a bucket takes to fill, in milliseconds. */
export function fillTime({ perMinute, burst }: Rate): number {
  return Math.ceil((burst * MINUTE_MS) / perMinute);
}

/**
 * A token bucket, kept as what it lacks to be full. That is counted in parts of which a minute has 60,000 to the token, so that
 * each millisecond brings `perMinute` of them: whole numbers, in which nothing is won or lost by rounding.
 */
export class Bucket {
  readonly #rate: Rate;
  #lack: number;
  /** When it lacked that, in milliseconds. */
  #at: number;

  /** A bucket that lacks as much as `like`, or is full. */
  constructor(rate: Rate, now: number, like?: Bucket) {
    this.#rate = rate;
    this.#at = now;
    this.#lack = like === undefined ? 0 : like.#lackAt(now);
  }

  /** Takes `cost` tokens, or none and gives false. `now` must not go back. */
  take(cost: number, now: number): boolean {
    const { burst } = this.#rate;
    const lack = this.#lackAt(now);
    const wanted = lack + cost * MINUTE_MS;
    const enough = wanted <= burst * MINUTE_MS;
    this.#lack = enough ? wanted : lack;
    this.#at = now;
    return enough;
  }

  /** When it will be full again if nobody takes: at most `fillTime` after it was last touched. */
  get fullAt(): number {
    return this.#at + Math.ceil(this.#lack / this.#rate.perMinute);
  }

  /** Whether it lacks nothing. `now` must not go back. */
  isFull(now: number): boolean {
    return this.#lackAt(now) === 0;
  }

  #lackAt(now: number): number {
    return Math.max(0, this.#lack - (now - this.#at) * this.#rate.perMinute);
  }
}
