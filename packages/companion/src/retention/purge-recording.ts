import { type PurgeReason, SallyportError } from '@sallyport/core';
import type { EventDraft } from '../door/event-log.ts';
import { certify } from './certify.ts';
import { detailsOf, withDigest } from './details-of.ts';
import { claimPurge, destroyKey, dropClaim } from './purge-changes.ts';
import { purgeEventIndex } from './purge-event-index.ts';
import type { PurgeParts } from './purge-parts.ts';
import { findRow, type PurgeRow } from './purge-rows.ts';
import { removeParts, scheduleRemoval } from './remove-parts.ts';
import { UNFINISHED_MS } from './unfinished.ts';

/** Why, and by whom, a recording is purged. */
export interface PurgeOrder {
  readonly reason: PurgeReason;
  /** The admin who orders it; nobody where its retention is over. */
  readonly by?: Pick<EventDraft, 'identity' | 'clientIp'> & { readonly adminSessionId: string };
}

/**
 * Purges a recording, step by step: it is taken, so that no other replica does it too; the event is durable; then the key is destroyed, unless a hold
 * was placed meanwhile; then that is certified. What a bucket has of it is taken away at the next look. A crash after any step leaves what `finishPurge` completes.
 * Gives the certificate. Raises `recording_held`, `recording_purged`, `recording_unavailable`, `ledger_unavailable`.
 */
export async function purgeRecording(parts: PurgeParts, row: PurgeRow, order: PurgeOrder): Promise<string> {
  const { database, clock, log } = parts;
  const whole = await withDigest(parts, row);
  const { id, segments, digest } = whole;
  const due = clock.now() + UNFINISHED_MS;
  const claim = { id, event: crypto.randomUUID(), reason: order.reason, due, segments, ...(digest && { digest }) };
  if (!(await claimPurge(database, claim))) {
    if ((await findRow(database, row.id))?.event !== undefined) throw new SallyportError('recording_purged');
    // What an admin was refused is told; that time is not up yet is nothing to tell.
    if (order.by !== undefined) await log.record(purgeDraft(row, { ...order, error: 'recording_held' }));
    throw new SallyportError('recording_held');
  }
  const claimed = { ...whole, ...claim };
  const [settled] = await log.commit([{ draft: purgeDraft(claimed, order), id: claim.event }]);
  return complete(parts, claimed, { order, ...(settled === undefined ? {} : { index: settled.index }) });
}

/**
 * Finishes a purge that was decided before. One whose event never came to be is let go of. Raises `recording_held`, `recording_unavailable`,
 * `ledger_unavailable`.
 */
export async function finishPurge(parts: PurgeParts, row: Claimed): Promise<void> {
  const { database } = parts;
  const index = await purgeEventIndex(database, row.event);
  if (index === undefined) return dropClaim(database, row);
  if (row.certificate !== undefined) return removeParts(parts, row);
  const whole = row.purgedAt === undefined ? await withDigest(parts, row) : row;
  await complete(parts, whole, { order: { reason: row.reason }, index });
}

/** A recording whose purge is decided. */
export type Claimed = PurgeRow & Required<Pick<PurgeRow, 'event' | 'reason'>>;

interface Completion {
  readonly order: PurgeOrder;
  /** Where the event stands. */
  readonly index?: number;
}

async function complete(parts: PurgeParts, row: Claimed, { order, index }: Completion): Promise<string> {
  const { database, clock, log } = parts;
  const now = clock.now();
  if (!(await destroyKey(database, { id: row.id, event: row.event, now }))) {
    await log.record(purgeDraft(row, { ...order, error: 'recording_held' }));
    await dropClaim(database, row);
    throw new SallyportError('recording_held');
  }
  const at = index ?? (await purgeEventIndex(database, row.event));
  const certificate = await certify(parts, { row: { ...row, purgedAt: row.purgedAt ?? now }, index: at });
  await scheduleRemoval(parts, row);
  return certificate;
}

/** The event of it; with an error that of one which was not done. */
function purgeDraft(
  row: PurgeRow,
  { reason, by, error }: PurgeOrder & { readonly error?: 'recording_held' },
): EventDraft {
  const { adminSessionId, ...who } = by ?? {};
  return {
    kind: 'recording.purged',
    status: error === undefined ? 'success' : 'failure',
    ...who,
    details: {
      sessionId: row.id,
      recording: { ...detailsOf(row), reason },
      ...(adminSessionId === undefined ? {} : { adminSessionId }),
      ...(error === undefined ? {} : { error }),
    },
  };
}
