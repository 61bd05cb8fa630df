import { asSallyportError, type Clock, type SallyportError } from '@sallyport/core';
import type { Log } from '../../log/index.ts';
import type { Database } from '../../storage/index.ts';
import { startTicker, type Ticker } from '../../ticker/index.ts';
import type { Notifier } from '../notifier.ts';
import { type DueParts, type DueWork, doDue } from './due-reviews.ts';
import { escalation } from './escalate-reviews.ts';
import { expiry } from './expire-reviews.ts';
import { forgetBodies } from './forget-bodies.ts';

/** What a ticker works with. */
export interface ReviewTickerParts extends DueParts {
  readonly database: Database;
  readonly notifier: Notifier;
  /** It never goes back. */
  readonly clock: Clock;
  readonly logger: Pick<Log, 'error'>;
  /** How long after one tick the next begins, in milliseconds. Default 2,000. */
  readonly everyMs?: number;
}

/** So many reviews are in hand at once, and so many pages of them in one tick. */
const PAGE = 32;
const MOST_PAGES = 32;
const FORGOTTEN_AT_ONCE = 256;

/**
 * Starts to escalate, expire and forget, the first time at once. Several replicas may do so: each change is made, recorded and told once.
 * What fails is tried again at the next tick. It is stopped before the ledger is closed.
 */
export function startReviewTicker(parts: ReviewTickerParts): Ticker {
  const { everyMs = 2_000, logger } = parts;
  return startTicker({
    everyMs,
    tick: async (signal) => {
      const error = await tickReviews(parts, signal);
      if (error !== undefined) logger.error(error.retry ? 'ledger unavailable' : 'unexpected fault', error);
    },
  });
}

/** One tick: at most 1,024 reviews of each kind of work. Gives the first reason why something could not be done; never rejects. */
export async function tickReviews(
  parts: Omit<ReviewTickerParts, 'logger' | 'everyMs'>,
  signal: AbortSignal,
): Promise<SallyportError | undefined> {
  const { database, notifier, clock } = parts;
  const now = clock.now();
  // First: who is asked after it expired would be asked for nothing.
  const errors = [
    await doPages(parts, expiry({ notifier, now }), signal),
    await doPages(parts, escalation({ notifier, now }), signal),
    await forgetBodies(database, { now, most: FORGOTTEN_AT_ONCE }).then(
      () => undefined,
      (cause: unknown) => asSallyportError(cause, 'ledger_unavailable'),
    ),
  ];
  return errors.find((error) => error !== undefined);
}

async function doPages(parts: DueParts, work: DueWork, signal: AbortSignal): Promise<SallyportError | undefined> {
  for (let pages = 0; pages < MOST_PAGES && !signal.aborted; pages += 1) {
    const { more, error } = await doDue(parts, work, PAGE);
    if (error !== undefined) return error;
    if (!more) return undefined;
  }
  return undefined;
}
