import { type Clock, fromBase64url, type RecordingDetails, SallyportError, toBase64url } from '@sallyport/core';
import { recordingDigest } from '@sallyport/recording';
import type { Database } from '../storage/index.ts';
import type { ChangeQueue } from './change-queue.ts';
import { NODE_SEGMENT_CRYPTO } from './node-segment-crypto.ts';
import { findRecording, type RecordingRow } from './recording-rows.ts';
import { type SegmentStores, storedParts } from './segment-stores.ts';

/** What recordings are cut with. */
export interface CuttingParts {
  readonly database: Database;
  readonly stores: SegmentStores;
  readonly queue: Pick<ChangeQueue, 'add'>;
  readonly clock: Clock;
}

/** What the outcome of a session says of its recording. */
export type CutRecording = (session: string) => Promise<RecordingDetails | undefined>;

/**
 * Ends the recordings of sessions that a crash left open: what is stored by now is all there will be, marked as cut, and its digest is what
 * the ledger is to say of it. One that had ended is what it was; of a session that was not recorded there is nothing to say. Again gives
 * the same. Raises `recording_unavailable`.
 */
export function recordingCutter(parts: CuttingParts): CutRecording {
  return async (session) => {
    const row = await findRecording(parts.database, session);
    if (row === undefined || row.purgedAt !== null) return undefined;
    const { mode, retention, segments, digest } = row;
    if (row.endedAt !== null && digest !== null) {
      return { mode, retention, segments, digest: toBase64url(digest) };
    }
    return { mode, retention, ...(await cut(parts, row)) };
  };
}

async function cut({ stores, queue, clock }: CuttingParts, { id, store }: RecordingRow): Promise<RecordingDetails> {
  const stored = storedParts(stores.named(store), { kind: 'recording', session: id });
  const { segments, size, digest } = await recordingDigest(stored, NODE_SEGMENT_CRYPTO);
  if (segments === 0) return { segments };
  const bytes = fromBase64url(digest) ?? new Uint8Array(0);
  const ended = { id, segments, size, digest: bytes, endedAt: new Date(clock.now()), cut: true };
  // Ended by somebody else meanwhile: the next time it is read.
  if (!(await queue.add({ ended }))) throw new SallyportError('recording_unavailable');
  return { segments, digest };
}
