import type { Door } from '@sallyport/pipeline';
import type { FollowCall } from '../door/follow-call.ts';
import type { AppliedVersion } from '../versions/applied-version.ts';

/** One version as it is served: a call takes it when it arrives, and keeps it to its end. */
export interface Snapshot extends AppliedVersion {
  readonly door: Door;
  readonly follow: FollowCall;
}

/** A snapshot, with what was opened for it. */
export interface OpenSnapshot {
  readonly snapshot: Snapshot;
  /** Closes its dispatchers and credentials, once what is in flight has ended. */
  close(): Promise<void>;
}
