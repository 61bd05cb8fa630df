import type { Caller, EntityCounts, SallyportError, Span } from '@sallyport/core';
import type { Policy } from '@sallyport/policy';
import type { Reply } from './call.ts';
import type {
  Admitted,
  Classified,
  Decided,
  Identified,
  Intended,
  Received,
  Session,
  Transformed,
} from './exchange.ts';

/** A text to look into, with the name of the field it stands in. */
export interface DetectorInput {
  readonly text: string;
  readonly field?: string;
}

/** Finds identifiers: one list of spans for each text, sorted and free of overlaps. Anything it throws refuses the call. */
export type Detect = (inputs: readonly DetectorInput[]) => Promise<readonly (readonly Span[])[]>;

/** How a call ended, for the record. Counts and codes only. */
export interface Outcome {
  readonly error?: SallyportError;
  readonly upstreamStatus?: number;
  readonly bytesBack?: number;
  readonly masked?: EntityCounts;
}

/** What a refused call had become by then: as much of an exchange as the stages had filled. */
export type Refused = Received & Partial<Decided>;

/** Where evidence goes. Each method resolves only when the evidence is as durable as this door can make it. */
export interface Journal {
  /** Before anything is sent. Raises `ledger_unavailable` when it cannot be recorded: then nothing is sent. */
  intent(exchange: Transformed): Promise<Session>;
  /** After the last byte, also when the call failed or was cut. */
  outcome(exchange: Intended, outcome: Outcome): Promise<void>;
  /** A call refused before its intent. */
  denied(exchange: Refused, error: SallyportError): Promise<void>;
}

/** What differs between the two doors. */
export interface Door {
  /** Verifies who calls. Raises a `token_*` error. */
  identify(exchange: Classified): Promise<Caller>;
  /** Refuses who may not call, before anything costs CPU. */
  admit(exchange: Identified): Promise<void>;
  readonly detect: Detect;
  /** The policy for this caller and connection. */
  policy(exchange: Admitted): Policy;
  readonly journal: Journal;
  /** Sends what may leave. Raises an `upstream_*` or `companion_*` error. */
  send(exchange: Intended): Promise<Reply>;
  /** How deep a body may be nested. */
  readonly maxDepth: number;
}
