import { asSallyportError } from '@sallyport/core';
import type { Log } from '../log/index.ts';
import { startTicker, type Ticker } from '../ticker/index.ts';
import type { DigestRows } from './digest-rows.ts';
import { type DueParts, makeDue } from './make-due.ts';
import type { Rhythm } from './periods.ts';
import { type SettlingParts, settleSignOff } from './settle-sign-off.ts';

/** What a ticker works with. */
export interface ActivityTickerParts extends DueParts, SettlingParts {
  readonly rows: DigestRows;
  /** Absent: no digests are made. Those that there are still wait to be signed off. */
  readonly rhythm?: Rhythm;
  readonly logger: Pick<Log, 'info' | 'warn' | 'error'>;
  /** How long after one tick the next begins, in milliseconds. Default 60,000. */
  readonly everyMs?: number;
}

const DAY_MS = 86_400_000;
/** So many that wait are looked at whether they were signed off, at each tick. */
const SETTLED = 100;

/**
 * Starts to make digests once their periods have ended, the first time at once; and says once a day, by how many, that some are overdue. Several replicas may do so.
 * What fails is tried again at the next tick. It is stopped before the ledger is closed.
 */
export function startActivityTicker(parts: ActivityTickerParts): Ticker {
  const { everyMs = 60_000, logger } = parts;
  const warned = { at: Number.NEGATIVE_INFINITY };
  return startTicker({
    everyMs,
    tick: async (signal) => {
      try {
        await tickActivity(parts, warned, signal);
      } catch (cause) {
        const error = asSallyportError(cause, 'ledger_unavailable');
        logger.error(error.retry ? 'ledger unavailable' : 'unexpected fault', error);
      }
    },
  });
}

/** One tick. Raises `ledger_unavailable`, `ledger_corrupt`. */
export async function tickActivity(
  parts: ActivityTickerParts,
  warned: { at: number },
  signal: AbortSignal,
): Promise<void> {
  const { rows, rhythm, logger, clock, activity } = parts;
  for (const id of await rows.waiting(SETTLED)) await settleSignOff(parts, id);
  const made = rhythm === undefined ? 0 : await makeDue(parts, rhythm, signal);
  if (made > 0) logger.info('activity digests made', { count: made });
  const now = clock.now();
  if (now - warned.at < DAY_MS) return;
  const overdue = await rows.countWaiting(overdueBefore(now, activity));
  if (overdue === 0) return;
  logger.warn('activity reviews overdue', { count: overdue });
  warned.at = now;
}

/** Digests that were made before are overdue, where nobody signed them off. */
export function overdueBefore(now: number, { overdueDays }: { readonly overdueDays: number }): Date {
  return new Date(now - overdueDays * DAY_MS);
}
