import type { AppliedCounts, Caller, Connection, Decision, EntityCounts, Operation, Span } from '@sallyport/core';
import type { TextDocument } from '@sallyport/wire';
import type { Call, Reply } from './call.ts';

/**
 * What is known of one call, stage by stage. Each stage takes the narrower type and returns the fuller one, frozen,
 * so the compiler refuses to send what was not decided, or to decide what was not read.
 */
export interface Received {
  readonly call: Call;
  readonly connection: Connection;
  /** A UUID that groups sessions. */
  readonly correlationId: string;
}

/** After `classify`: the operation is known, and its path and query are ours, not the caller's. */
export interface Classified extends Received {
  readonly operation: Operation;
  /** The query rebuilt from allowed parameters, without `?`. */
  readonly query: string;
}

/** After `identify`: who is calling. */
export interface Identified extends Classified {
  readonly caller: Caller;
}

/** After `admit`: the caller may use this connection. */
export interface Admitted extends Identified {
  readonly admitted: true;
}

/** After `detect`: what the request holds. */
export interface Detected extends Admitted {
  /** Absent for an operation without a body. */
  readonly document?: TextDocument;
  readonly body: Uint8Array;
  /** For each leaf of the document, its spans. */
  readonly spans: readonly (readonly Span[])[];
  readonly found: EntityCounts;
}

/** After `decide`: what policy says. */
export interface Decided extends Detected {
  readonly decision: Decision;
}

/** After `transform`: the bytes that may leave. */
export interface Transformed extends Decided {
  readonly egress: Uint8Array;
  readonly applied: AppliedCounts;
}

/** After `intent`: the evidence is durable, so the call may be sent. */
export interface Intended extends Transformed {
  readonly session: Session;
}

/** After `send`: the upstream's answer, raw. */
export interface Answered extends Intended {
  readonly answer: Reply;
}

/** After `mask`: the answer the caller may see. */
export interface Masked extends Answered {
  readonly reply: Reply;
  readonly masked: EntityCounts;
}

/** One call under one id: one identity, one operation, one connection. */
export interface Session {
  /** A UUID minted by the companion. The inner door learns it only with the answer, so there it is absent. */
  readonly id?: string;
}
