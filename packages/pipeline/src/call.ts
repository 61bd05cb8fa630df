import type { AnswerStream } from './answer/answer-stream.ts';
import type { Payload } from './payload/payload.ts';
import type { Scratch } from './payload/scratch.ts';

/** Header names in lower case, one value each. */
export type HeaderRecord = Readonly<Record<string, string>>;

/** A call as a door receives it, before anything is known of it. */
export interface Call {
  readonly method: string;
  /** Path below the connection's base URL, exactly as sent: `/embeddings`. */
  readonly path: string;
  /** The whole URL as the caller wrote it, without its query: what proofs of possession are made for. */
  readonly url: string;
  /** The raw query, without `?`; empty when there is none. */
  readonly query: string;
  readonly headers: HeaderRecord;
  /** Takes the whole body in, once, see `receivePayload`. Raises `body_too_large` past the limit, `temporary_storage`. */
  readonly readBody: (scratch: Scratch) => Promise<Payload>;
  /** Aborted when the caller goes away, or its right to the call is taken away: then its reason is the `SallyportError` that says so. */
  readonly signal: AbortSignal;
  readonly clientIp?: string;
}

/** An answer: whole, or, where it has a stream, as it comes; its body is empty then. Who takes a stream reads it to its end or cancels it. */
export interface Reply {
  readonly status: number;
  readonly headers: HeaderRecord;
  readonly body: Uint8Array;
  readonly stream?: AnswerStream;
}
