import { type RecordingDetails, SallyportError, utf8 } from '@sallyport/core';
import { type Frame, readRecording, recordingDigest } from '@sallyport/recording';
import type { Database } from '../storage/index.ts';
import { NODE_COMPRESSION, NODE_SEGMENT_CRYPTO } from './node-segment-crypto.ts';
import type { RecordingKeys } from './recording-keys.ts';
import { findRecording, type RecordingRow } from './recording-rows.ts';
import { type SegmentStores, storedParts } from './segment-stores.ts';
import type { SessionEvidence } from './session-evidence.ts';

/** What recordings are read with. */
export interface ReaderParts {
  readonly database: Database;
  readonly stores: SegmentStores;
  readonly keys: RecordingKeys;
  readonly evidence: SessionEvidence;
}

/**
 * The frames of a session's recording as NDJSON, opened one segment at a time. Before the first of them all segments are held to what
 * the ledger says of them: one that was changed, taken away, added or swapped for another session's raises `recording_corrupt`. What is still
 * being recorded, and what a crash has cut, is given as far as it is there, without an end frame.
 *
 * Raises `recording_unknown`, `recording_purged`, `recording_corrupt`, `recording_unavailable`, `ledger_corrupt`, `ledger_unavailable`.
 */
export async function readStoredRecording(parts: ReaderParts, session: string): Promise<AsyncIterable<Uint8Array>> {
  const { database, stores, keys, evidence } = parts;
  const said = await evidence.recorded(session);
  const { sealedKey, store: name } = present(await findRecording(database, session), said);
  const key = keys.open(session, sealedKey);
  const store = stores.named(name);
  const segments = () => storedParts(store, { kind: 'recording', session });
  if (said.digest !== undefined) await compare(segments(), said);
  const opening = { id: session, key, compression: NODE_COMPRESSION };
  return begun(readRecording(segments(), opening));
}

/** A row that is gone, when the ledger knows of a recording, was taken away. */
function present(row: RecordingRow | undefined, { digest }: RecordingDetails) {
  if (row === undefined) throw new SallyportError(digest === undefined ? 'recording_unknown' : 'recording_corrupt');
  if (row.purgedAt !== null) throw new SallyportError('recording_purged');
  const { sealedKey, store } = row;
  if (sealedKey === null) throw new SallyportError('recording_corrupt');
  return { sealedKey, store };
}

async function compare(segments: AsyncIterable<Uint8Array>, said: RecordingDetails): Promise<void> {
  const { digest, segments: count } = await recordingDigest(segments, NODE_SEGMENT_CRYPTO);
  if (digest !== said.digest || count !== said.segments) throw new SallyportError('recording_corrupt');
}

/** Lines, the first of which is there: what cannot be opened at all is found before anything is answered. */
async function begun(frames: AsyncGenerator<Frame>): Promise<AsyncIterable<Uint8Array>> {
  const first = await frames.next();
  return lines(first, frames);
}

async function* lines(first: IteratorResult<Frame>, rest: AsyncGenerator<Frame>): AsyncGenerator<Uint8Array> {
  try {
    if (first.done === true) return;
    yield lineOf(first.value);
    for await (const frame of rest) yield lineOf(frame);
  } finally {
    await rest.return(undefined);
  }
}

function lineOf(frame: Frame): Uint8Array {
  return utf8(`${JSON.stringify(frame)}\n`);
}
