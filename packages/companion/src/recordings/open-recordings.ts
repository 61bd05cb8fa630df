import type { AuditorKey, Clock } from '@sallyport/core';
import type { LedgerEvent } from '@sallyport/ledger';
import type { Policy, ScratchOptions } from '@sallyport/pipeline';
import type { Ledger } from '../ledger/index.ts';
import type { KeyWrapper } from '../secrets/index.ts';
import type { Database } from '../storage/index.ts';
import { ChangeQueue } from './change-queue.ts';
import { type CutRecording, recordingCutter } from './cut-recording.ts';
import { databaseSegments } from './database-segments.ts';
import { promisedOriginals } from './promised-original.ts';
import { readSealedOriginal, readSealedRecording } from './read-sealed.ts';
import { readStoredOriginal } from './read-stored-original.ts';
import { originalReceiver, type ReceiveOriginal } from './receive-original.ts';
import { openRecordingKeys } from './recording-keys.ts';
import { readStoredRecording } from './recording-reader.ts';
import type { Retention } from './retention.ts';
import { originalSealer } from './seal-original.ts';
import type { SegmentStore } from './segment-store.ts';
import { segmentStores } from './segment-stores.ts';
import { sessionEvidence } from './session-evidence.ts';
import { type SessionRecorder, sessionRecorder } from './session-recorder.ts';

/** A policy, and the auditors who can open what is sealed for them. */
export interface RecordedPolicy extends Pick<Policy, 'name'> {
  readonly auditors?: readonly AuditorKey[] | undefined;
}

/** What is done with recordings and sealed originals. */
export interface Recordings {
  /** Records the sessions of a policy. */
  recorder(policy: RecordedPolicy): SessionRecorder;
  readonly cut: CutRecording;
  /** The frames of a recording as NDJSON, see `readStoredRecording`. */
  read(session: string): Promise<AsyncIterable<Uint8Array>>;
  /** The lines of a sealed original, see `readStoredOriginal`. */
  readOriginal(session: string): Promise<AsyncIterable<Uint8Array>>;
  /** The segments of a recording, still sealed, see `readSealedRecording`. */
  readSealed(session: string): Promise<AsyncIterable<Uint8Array>>;
  /** The bytes of a sealed original, see `readSealedOriginal`. */
  readSealedOriginal(session: string): Promise<AsyncIterable<Uint8Array>>;
  readonly receiveOriginal: ReceiveOriginal;
}

/** What recordings are opened with. */
export interface RecordingsParts {
  readonly database: Database;
  readonly wrapper: KeyWrapper;
  readonly ledger: Pick<Ledger, 'session'>;
  /** The companion's own event at an index, verified. */
  readonly readEvent: (index: number) => Promise<LedgerEvent>;
  readonly clock: Clock;
  readonly scratch: ScratchOptions;
  /** Where recordings go. Default: the database. */
  readonly segments?: SegmentStore | undefined;
  readonly retention: Retention;
}

/** Opens what sessions are recorded with. Raises `secret_unsealed`, `internal`. */
export async function openRecordings(parts: RecordingsParts): Promise<Recordings> {
  const { database, clock, retention, scratch } = parts;
  const keys = await openRecordingKeys(parts);
  const queue = new ChangeQueue(database);
  const inDatabase = databaseSegments(database, queue);
  const stores = parts.segments === undefined ? segmentStores(inDatabase) : segmentStores(parts.segments, inDatabase);
  const evidence = sessionEvidence(parts);
  const reading = { database, stores, keys, evidence };
  const storing = { database, stores, retention, clock };
  const recording = { store: stores.current, queue, keys, retention, clock };
  return Object.freeze({
    recorder: ({ auditors = [] }) =>
      sessionRecorder({ ...recording, sealOriginal: originalSealer({ ...storing, auditors }) }),
    cut: recordingCutter({ database, stores, queue, clock }),
    read: (session) => readStoredRecording(reading, session),
    readOriginal: (session) => readStoredOriginal(reading, session),
    readSealed: (session) => readSealedRecording(reading, session),
    readSealedOriginal: (session) => readSealedOriginal(reading, session),
    receiveOriginal: originalReceiver({ ...storing, evidence, promised: promisedOriginals(database), scratch }),
  } satisfies Recordings);
}
