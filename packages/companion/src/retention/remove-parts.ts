import { asSallyportError } from '@sallyport/core';
import { noteRemoved, postpone } from './purge-changes.ts';
import type { PurgeParts } from './purge-parts.ts';
import type { PurgeRow } from './purge-rows.ts';
import { UNFINISHED_MS } from './unfinished.ts';

/** More than a recording, or an original, can have. */
const ALL_PARTS = 2 ** 31 - 1;

type Parts = Pick<PurgeParts, 'database' | 'clock' | 'stores'>;

/**
 * Has what a bucket has of a recording, whose key is destroyed, taken away at the next look: a bucket that is slow, or down, keeps nobody from
 * purging. The database's own went with the key. Raises `ledger_unavailable`.
 */
export async function scheduleRemoval({ database, clock }: Parts, row: PurgeRow): Promise<void> {
  const now = clock.now();
  return isInBucket(row) ? postpone(database, { id: row.id, due: now }) : noteRemoved(database, { id: row.id, now });
}

/**
 * Takes it away. What a lock keeps is tried again when the lock is over, and what failed a little later. Raises `recording_unavailable`,
 * `ledger_unavailable`.
 */
export async function removeParts({ database, clock, stores: { bucket } }: Parts, row: PurgeRow): Promise<void> {
  const { id, keepUntil } = row;
  const now = clock.now();
  if (!isInBucket(row)) return noteRemoved(database, { id, now });
  if (bucket === undefined) return postpone(database, { id, due: now + UNFINISHED_MS });
  try {
    for (const kind of ['recording', 'originals'] as const) {
      if (row.bucketHeld) await bucket.hold({ kind, session: id }, false);
      await bucket.remove({ kind, session: id, parts: ALL_PARTS });
    }
  } catch (cause) {
    await postpone(database, { id, due: now + UNFINISHED_MS });
    throw asSallyportError(cause, 'recording_unavailable');
  }
  const locked = bucket.locks && keepUntil > now;
  return locked ? postpone(database, { id, due: keepUntil }) : noteRemoved(database, { id, now });
}

function isInBucket({ store, originals }: PurgeRow): boolean {
  return store === 'bucket' || originals?.store === 'bucket';
}
