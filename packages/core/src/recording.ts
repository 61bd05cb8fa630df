import type { RecordingMode } from './decision.ts';

/** Why a recording is purged. `expired`: its retention is over; the others are ordered by an admin. */
export const PURGE_REASONS = ['expired', 'legal_order', 'data_subject_request', 'recorded_in_error'] as const;

/** A reason for purging a recording. */
export type PurgeReason = (typeof PURGE_REASONS)[number];

/** What a recording is read for. */
export const RECORDING_USES = ['replay', 'serve', 'compare', 'export', 'verify', 'originals'] as const;

/** A use of a recording. */
export type RecordingUse = (typeof RECORDING_USES)[number];

/** What the ledger says of a recording. PHI-free: codes, counts, configured names and digests. */
export interface RecordingDetails {
  readonly mode?: RecordingMode;
  /** The class by which it is kept. */
  readonly retention?: string;
  /** How many segments it has, and their digest: see `recordingDigest` of `@sallyport/recording`; base64url. */
  readonly segments?: number;
  readonly digest?: string;
  /** The sealed original: SHA-256 of its exact bytes, in base64url; and whether the client or the companion sealed it. */
  readonly originals?: string;
  readonly sealedBy?: 'client' | 'companion';
  readonly use?: RecordingUse;
  readonly reason?: PurgeReason;
}
