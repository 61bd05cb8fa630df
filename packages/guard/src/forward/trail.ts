import type { ErrorCode } from '@sallyport/core';
import type { Grant } from '../companion/grant.ts';

/** An attempt to send a call: its intent, as it was signed. */
export interface Attempt {
  readonly grant: Grant;
  /** The proof's id. */
  readonly intentId: string;
  /** The commitment to the bytes that are sent. */
  readonly request: string;
}

/** What came back. */
export interface Arrival {
  /** The HTTP status of the companion's answer. */
  readonly status: number;
  readonly bytesBack: number;
  /** The commitment to the bytes that came, under the salt of the attempt. */
  readonly reply: string;
  /** The session that the companion opened. */
  readonly sessionId?: string;
  /** Why the companion refused the call before it opened one, or that its receipt does not hold. */
  readonly error?: ErrorCode;
}

/** Where a call's traces are kept until its outcome is written. */
export interface Trail {
  /** Before an attempt is sent. What it raises stops it. */
  sending(attempt: Attempt): void;
  /** After the last byte, or, of a stream that was given up, after the last that came. */
  received(arrival: Arrival): void;
}
