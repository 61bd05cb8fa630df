import type { Clock, RecordingDetails } from '@sallyport/core';
import type { Intended, Recorder, Session } from '@sallyport/pipeline';
import type { RecordingChange } from './recording-change.ts';
import type { RecordingKeys } from './recording-keys.ts';
import type { RecordingStorage } from './recording-sink.ts';
import { sessionOf } from './request-frames.ts';
import type { Retention } from './retention.ts';
import type { SealOriginal } from './seal-original.ts';
import { SessionRecording } from './session-recording.ts';

/** What sessions are recorded with. */
export interface RecorderParts extends RecordingStorage {
  readonly keys: RecordingKeys;
  readonly retention: Retention;
  readonly clock: Clock;
  /** Seals what came in, where its client did not. */
  readonly sealOriginal: SealOriginal;
}

/** A recording that the ledger carries, and what is to be written with the intent. */
export interface Carried {
  readonly recording: SessionRecording;
  readonly changes: readonly RecordingChange[];
}

/** A recorder whose recordings the ledger can carry: what they begin and end with is then written in the commits of intent and outcome. */
export interface SessionRecorder extends Recorder {
  /** Before the intent of a session: what is to be written with it; `undefined` where nothing is, or it cannot be made, which `begin` finds out. */
  carry(exchange: Intended): Promise<Carried | undefined>;
  /** After the intent: this recording began with it. */
  keep(session: Session, recording: SessionRecording): void;
  /** The recording that began with the intent of a session. */
  carried(session: Session): SessionRecording | undefined;
}

/**
 * Records sessions as policy says: `metadata` not at all, `redacted` what left and what was given, `sealed` that and the original, which
 * the client's intent promises to bring sealed; for a client that states none, it is sealed here.
 */
export function sessionRecorder(parts: RecorderParts): SessionRecorder {
  const carried = new WeakMap<Session, SessionRecording>();
  return Object.freeze({
    carry: async (exchange) => {
      if (exchange.decision.recording === 'metadata') return undefined;
      try {
        const recording = recordingOf(parts, exchange);
        return { recording, changes: await recording.carry(exchange) };
      } catch {
        return undefined;
      }
    },
    keep: (session, recording) => void carried.set(session, recording),
    carried: (session) => carried.get(session),
    begin: async (exchange) => {
      if (exchange.decision.recording === 'metadata') return undefined;
      const recording = carried.get(exchange.session) ?? recordingOf(parts, exchange);
      await recording.begin(exchange, () => originalOf(parts, exchange));
      return recording;
    },
  } satisfies SessionRecorder);
}

async function originalOf({ sealOriginal }: RecorderParts, exchange: Intended): Promise<RecordingDetails> {
  if (exchange.decision.recording !== 'sealed') return {};
  const promised = exchange.signed?.stated?.intent.originals;
  if (promised !== undefined) return { originals: promised, sealedBy: 'client' };
  return { originals: await sealOriginal(exchange), sealedBy: 'companion' };
}

function recordingOf({ keys, retention: classes, clock, ...storage }: RecorderParts, exchange: Intended) {
  const { recording: mode, retention } = exchange.decision;
  const id = sessionOf(exchange);
  const startedAt = new Date(clock.now());
  const { key, sealed: sealedKey } = keys.make(id);
  const keepUntil = classes.keepUntil(retention, startedAt);
  const begun = { id, mode, retention, store: storage.store.name, sealedKey, startedAt, keepUntil };
  return new SessionRecording(storage, { begun, key, details: { mode, retention } });
}
