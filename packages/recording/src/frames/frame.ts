import type { RecordingMode } from '@sallyport/core';

/** The first frame: whose recording it is. */
export interface HeaderFrame {
  readonly type: 'header';
  readonly version: 1;
  /** The session's UUID. */
  readonly session: string;
  readonly correlationId: string;
  readonly connection: string;
  /** `embeddings.create` */
  readonly operation: string;
  readonly mode: RecordingMode;
  /** Milliseconds since the Unix epoch: what `at` of the other frames counts from. */
  readonly startedAt: number;
  /** What the session's commitments in the ledger were made with: 32 bytes in base64url. */
  readonly salt: string;
  /** How many attachments the request had: in its body a note stands in place of each, so it is not what left. Absent: none. */
  readonly attachments?: number;
}

/** What left for the provider; its body follows. */
export interface RequestFrame {
  readonly type: 'request';
  readonly method: string;
  /** Path below the connection's base URL. */
  readonly path: string;
  /** Without `?`; empty when there is none. */
  readonly query: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** What the caller was answered; its body follows. */
export interface AnswerFrame {
  readonly type: 'answer';
  /** Milliseconds since the recording began. */
  readonly at: number;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
}

/** A piece of a body: exactly one of text and base64 is there. */
export interface BodyFrame {
  readonly type: 'body';
  readonly of: 'request' | 'answer';
  /** Milliseconds since the recording began. */
  readonly at: number;
  /** Where the piece is well-formed UTF-8. */
  readonly text?: string;
  /** Where it is not, or would take more room as text. */
  readonly base64?: string;
  /** The piece before is one with this one: they were given together. */
  readonly more?: true;
}

/** The last frame: how it ended. Without it the recording was cut, by a crash. */
export interface EndFrame {
  readonly type: 'end';
  readonly at: number;
  /** An `ErrorCode`. */
  readonly error?: string;
}

/** One line of a recording. */
export type Frame = HeaderFrame | RequestFrame | AnswerFrame | BodyFrame | EndFrame;
