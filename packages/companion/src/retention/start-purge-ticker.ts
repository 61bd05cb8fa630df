import { asSallyportError, type SallyportError } from '@sallyport/core';
import type { Log } from '../log/index.ts';
import { startTicker, type Ticker } from '../ticker/index.ts';
import { syncBucketHolds } from './bucket-holds.ts';
import type { PurgeParts } from './purge-parts.ts';
import { type Claimed, finishPurge, purgeRecording } from './purge-recording.ts';
import { findDue, type PurgeRow } from './purge-rows.ts';

/** What a ticker works with. */
export interface PurgeTickerParts extends PurgeParts {
  readonly logger: Pick<Log, 'info' | 'error'>;
  /** How long after one tick the next begins, in milliseconds. */
  readonly everyMs: number;
}

/** So many are read at once, and so many pages of them are done in one tick. */
const PAGE = 32;
const MOST_PAGES = 32;

/**
 * Starts to purge what is due, the first time at once. Several replicas may: each recording is taken by one of them. What fails is tried again at
 * the next tick. It is stopped before the ledger is closed.
 */
export function startPurgeTicker(parts: PurgeTickerParts): Ticker {
  const { everyMs, logger } = parts;
  return startTicker({
    everyMs,
    tick: async (signal) => {
      const { purged, error } = await tickPurges(parts, signal);
      if (purged > 0) logger.info('recordings purged', { count: purged });
      if (error !== undefined) logger.error(messageOf(error), error);
    },
  });
}

function messageOf({ code, retry }: SallyportError) {
  if (code === 'recording_unavailable' || code === 'recording_locked') return 'recordings store failed';
  return retry ? 'ledger unavailable' : 'unexpected fault';
}

/** What came of a tick. */
export interface Ticked {
  readonly purged: number;
  /** The first reason why something could not be done. */
  readonly error?: SallyportError;
}

/**
 * One tick: brings legal holds to the bucket, purges at most 1,024 recordings, and finishes as many purges that are not done: what a bucket has is taken
 * away then.
 * Never rejects.
 */
export async function tickPurges(parts: PurgeParts, signal: AbortSignal): Promise<Ticked> {
  const held = await attempt(() => syncBucketHolds(parts, signal));
  const purge = (row: PurgeRow) => purgeRecording(parts, row, { reason: 'expired' });
  const expired = await doPages(parts, { what: 'expired', work: purge, signal });
  const finish = (row: PurgeRow) => finishPurge(parts, row as Claimed);
  const finished = await doPages(parts, { what: 'unfinished', work: finish, signal });
  const error = held ?? expired.error ?? finished.error;
  return { purged: expired.done, ...(error === undefined ? {} : { error }) };
}

interface Pages {
  readonly what: Parameters<typeof findDue>[1];
  readonly work: (row: PurgeRow) => Promise<unknown>;
  readonly signal: AbortSignal;
}

/** One after the other. The first page of which nothing could be done is the last; and a bucket that fails once would fail for the others. */
async function doPages({ database, clock }: PurgeParts, { what, work, signal }: Pages) {
  let done = 0;
  let error: SallyportError | undefined;
  for (let pages = 0; pages < MOST_PAGES; pages += 1) {
    const before = done;
    try {
      const rows = await findDue(database, what, { before: clock.now(), most: PAGE });
      for (const row of rows) {
        if (signal.aborted) return { done, error };
        const failure = await attempt(() => work(row));
        if (failure === undefined) done += 1;
        // Another replica was first, or a hold was placed since it was found.
        else if (failure.code === 'recording_unavailable') return { done, error: error ?? failure };
        else if (failure.code !== 'recording_purged' && failure.code !== 'recording_held') error ??= failure;
      }
      if (rows.length < PAGE) break;
    } catch (cause) {
      error ??= asSallyportError(cause, 'ledger_unavailable');
    }
    if (done === before) break;
  }
  return { done, error };
}

async function attempt(work: () => Promise<unknown>): Promise<SallyportError | undefined> {
  return work().then(
    () => undefined,
    (cause: unknown) => asSallyportError(cause, 'ledger_unavailable'),
  );
}
