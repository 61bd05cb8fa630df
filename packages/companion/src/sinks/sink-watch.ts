import type { ErrorCode } from '@sallyport/core';

/** Told what becomes of events, to count it. It must not throw. */
export interface SinkWatch {
  /** So many were taken. */
  delivered(sink: string, events: number): void;
  /** A delivery failed. */
  failed(sink: string, code: ErrorCode): void;
}
