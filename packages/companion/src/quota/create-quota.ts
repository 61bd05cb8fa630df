import { type Clock, SallyportError } from '@sallyport/core';
import { fillTime } from './bucket.ts';
import { BucketTable } from './bucket-table.ts';
import { heldKey } from './held-key.ts';
import type { Quota } from './quota.ts';

/** What each key may do. All are whole numbers from 1. */
export interface QuotaOptions {
  /** How much flows back in a minute. */
  readonly perMinute: number;
  /** How much may be taken at once. Default: `perMinute`. */
  readonly burst?: number;
  /** How many keys are told apart at once. Default 10,000. */
  readonly maxTracked?: number;
  readonly clock: Clock;
}

/**
 * A quota of one token bucket for each key: in no span of time does a key get more than `burst` and what flows back in that time. A
 * clock that goes back gives nothing, see `SteadyClock`.
 *
 * Memory is bounded by `maxTracked`, and no number of keys makes a bucket forget what was taken from it:
 * - A key has a place only while its bucket is not full. It gives it up within a 64th of the time to fill a bucket after it is full
 *   again, which loses it nothing. So whoever would hold many places must go on spending the full quota of each.
 * - While no place is left, all keys without one share one further bucket of the same size, and so may starve each other. Keys with a
 *   place notice nothing.
 * - A key that then gets a place begins with what the shared bucket has left, because it may be the one that emptied it.
 *
 * All keys together thus get at most `maxTracked + 1` times what one may have. Raises `config_invalid`.
 */
export function createQuota(options: QuotaOptions): Quota {
  const { perMinute, burst = perMinute, maxTracked = 10_000, clock } = options;
  const whole = [perMinute, burst, maxTracked].every((number) => Number.isSafeInteger(number) && number >= 1);
  if (!whole || !Number.isSafeInteger(fillTime({ perMinute: 1, burst }))) throw new SallyportError('config_invalid');
  const buckets = new BucketTable({ rate: { perMinute, burst }, maxTracked, clock });
  return Object.freeze({
    take: (key: string, cost = 1) => {
      if (!Number.isSafeInteger(cost) || cost < 0 || cost > burst) return false;
      return cost === 0 || buckets.take(heldKey(key), cost);
    },
  });
}
