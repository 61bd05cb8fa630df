import type {
  AppliedCounts,
  Baa,
  Caller,
  ClientIntent,
  Commitments,
  Connection,
  Decision,
  EntityCounts,
  Operation,
  Purpose,
  ReviewDetails,
  Span,
} from '@sallyport/core';
import type { TokenScope } from '@sallyport/vault';
import type { Attachment, TextDocument } from '@sallyport/wire';
import type { Call, Reply } from './call.ts';
import type { HeldPayload, Payload } from './payload/payload.ts';
import type { Scratch } from './payload/scratch.ts';
import type { TokenMeter } from './usage/token-meter.ts';

/**
 * What is known of one call, stage by stage. Each stage takes the narrower type and returns the fuller one, frozen,
 * so the compiler refuses to send what was not decided, or to decide what was not read.
 */
export interface Received {
  readonly call: Call;
  readonly connection: Connection;
  /** A UUID that groups sessions. */
  readonly correlationId: string;
  /** The secret of surrogates and shifted dates, where this is not the first attempt of a call. Default: a new one. */
  readonly subject?: Uint8Array;
}

/** After `classify`: the operation is known, and its path and query are ours, not the caller's. */
export interface Classified extends Received {
  readonly operation: Operation;
  /** The query rebuilt from allowed parameters, without `?`. */
  readonly query: string;
}

/** A proof of possession (RFC 9449) that came with a call and was verified; the intent its client signed is in it. */
export interface SignedIntent {
  /** The RFC 7638 thumbprint of the client's key. */
  readonly kid: string;
  /** The UUID under which the ledger keeps it. */
  readonly id: string;
  /** The proof's exact bytes. */
  readonly leaf: Uint8Array;
  /** When it says it was made, in milliseconds since the Unix epoch. */
  readonly time: number;
  /** Absent where the client sent a plain proof and the connection takes one. */
  readonly stated?: { readonly intent: ClientIntent; readonly salt: Uint8Array };
}

/** What `identify` found out. */
export interface Identification {
  readonly caller: Caller;
  /** What agreement covers the upstream, where a door learns it together with the caller's policy. Default: what the connection says. */
  readonly baa?: Baa;
  /** By what the caller showed it can be told whether that was taken back: a grant's `jti`, empty for another token, and when it was issued, in seconds. */
  readonly presented?: { readonly id: string; readonly issuedAt: number };
  readonly signed?: SignedIntent;
}

/** After `identify`: who is calling, and what it signed. */
export interface Identified extends Classified, Identification {}

/** After `admit`: the caller may use this connection. */
export interface Admitted extends Identified {
  readonly admitted: true;
  /** Where its bodies go when they are large. */
  readonly scratch: Scratch;
}

/** After `detect`: what the request holds. */
export interface Detected extends Admitted {
  /** Absent for an operation without a body, and for a body too large for memory. */
  readonly document?: TextDocument;
  readonly body: Payload;
  /** For each leaf of the document, its spans; none where there is no document. */
  readonly spans: readonly (readonly Span[])[];
  readonly found: EntityCounts;
  /** The model the request asks for, where it names one. */
  readonly model?: string;
  /** How many inputs the request has: texts to embed, messages, prompts. */
  readonly inputs: number;
  /** What in it is no text, in its order; absent where nothing is. */
  readonly attachments?: readonly Attachment[];
  /** Whom the call is about, where its caller says so: a pseudonym. */
  readonly subjectOfCare?: string;
}

/** After `decide`: what policy says. */
export interface Decided extends Detected {
  readonly decision: Decision;
  /** Why the call is made, where its caller says so. */
  readonly purpose?: Purpose;
}

/** After `transform`: the bytes that may leave. */
export interface Transformed extends Decided {
  /** The secret of this call's surrogates and shifted dates: random, and kept no longer than until its last attempt. */
  readonly subject: Uint8Array;
  readonly egress: Payload;
  /** The same with a note in place of each attachment, to be kept and shown; present where there are any. */
  readonly withoutAttachments?: HeldPayload;
  readonly applied: AppliedCounts;
  /** The call's tokens, where policy has any and the door has a vault. */
  readonly tokens?: TokenScope;
}

/** What lets a call be sent whose decision is `review`. It is used up by the call. */
export interface Approval {
  /** For the record. */
  readonly review: ReviewDetails;
  /** Gives it back unused: the call's intent could not be recorded. Raises nothing. */
  giveBack(): Promise<void>;
}

/** After `review`: nobody need be asked any more. */
export interface Reviewed extends Transformed {
  /** Present where the decision is `review` and this door asks for approval. */
  readonly approval?: Approval;
}

/** After `intent`: the evidence is durable, so the call may be sent. */
export interface Intended extends Reviewed {
  readonly session: Session;
  /** Hears how many tokens the answer takes, where policy limits them. */
  readonly meter?: TokenMeter;
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
  /** What the session's commitments are made with: 32 random bytes. */
  readonly salt: Uint8Array;
  readonly commitments: Pick<Commitments, 'request' | 'egress'>;
  /** The companion's receipt for the intent, a compact JWS: it is being signed while the call goes on. */
  readonly receipt?: Promise<string>;
}
