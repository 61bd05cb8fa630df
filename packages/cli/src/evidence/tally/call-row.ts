import type { AppliedCounts, EntityCounts, Identity } from '@sallyport/core';

/** How a call ended. `open`: the bundle has no outcome of it. `denied`: nothing was sent. */
export type CallEnd = 'success' | 'failure' | 'unknown' | 'open' | 'denied';

/** A call of the population: a session whose intent is in the period, with what belongs to it, or a call that was denied in it. */
export interface CallRow {
  /** Where its intent, or its denial, stands in the log. */
  readonly entry: number;
  /** Milliseconds since the Unix epoch. */
  readonly time: number;
  /** The session's UUID; of a denied call that of its event. */
  readonly id: string;
  readonly correlation: string;
  readonly identity: Identity;
  readonly clientIp: string;
  readonly connection: string;
  readonly operation: string;
  readonly purpose: string;
  readonly policy: string;
  readonly rule: string;
  readonly configVersion: number | undefined;
  readonly inputs: number;
  /** What the companion found in the request, after whatever its client had replaced. */
  readonly found: EntityCounts;
  /** What it did about that. */
  readonly applied: AppliedCounts;
  /** What the client says it did before, in its signed intent. */
  readonly byClient: AppliedCounts;
  /** Whether the client signed an intent of its own. */
  readonly clientSigned: boolean;
  /** Whether the event commits to the request and to what left. */
  readonly committed: boolean;
  readonly review: string;
  readonly recordingMode: string;
  readonly bytesOut: number;
  readonly end: CallEnd;
  /** Of the outcome; absent without one. */
  readonly outcome?: CallOutcome;
  /** Why it was denied; empty of one that was not. */
  readonly error: string;
}

/** How a session ended. */
export interface CallOutcome {
  readonly entry: number;
  readonly time: number;
  readonly masked: EntityCounts;
  readonly bytesBack: number;
  /** The provider's HTTP status; 0 where none came. */
  readonly upstreamStatus: number;
  readonly error: string;
  /** The digest of its recording, in base64url; empty where it has none. */
  readonly recording: string;
  /** Whether an original was sealed with it. */
  readonly original: boolean;
}
