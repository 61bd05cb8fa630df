import type { RecordingMode } from '@sallyport/core';
import type { PartPlace, SegmentStore } from './segment-store.ts';

/** A recording that begins. */
export interface Begun {
  /** The session's UUID. */
  readonly id: string;
  readonly mode: RecordingMode;
  /** The name of its retention class. */
  readonly retention: string;
  readonly store: SegmentStore['name'];
  readonly sealedKey: Uint8Array;
  readonly startedAt: Date;
  readonly keepUntil: Date;
}

/** A recording that has ended, or, by a crash, was cut. */
export interface Ended {
  readonly id: string;
  readonly segments: number;
  /** Bytes of all segments. */
  readonly size: number;
  /** 32 bytes: see `recordingDigest` of `@sallyport/recording`. */
  readonly digest: Uint8Array;
  readonly endedAt: Date;
  /** Whether a crash ended it. */
  readonly cut: boolean;
}

/** Bytes for the database to keep. */
export interface WrittenPart extends PartPlace {
  readonly bytes: Uint8Array;
}

/** What is written about recordings: one of these. */
export type RecordingChange = { readonly begun: Begun } | { readonly part: WrittenPart } | { readonly ended: Ended };
