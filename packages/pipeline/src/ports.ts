import type {
  Clock,
  Commitments,
  Connection,
  EntityCounts,
  RecordingDetails,
  SallyportError,
  Span,
} from '@sallyport/core';
import type { Policy } from '@sallyport/policy';
import type { Vault } from '@sallyport/vault';
import type { Api } from '@sallyport/wire';
import type { Reply } from './call.ts';
import type {
  Admitted,
  Approval,
  Classified,
  Decided,
  Identification,
  Identified,
  Intended,
  Received,
  Reviewed,
  Session,
  Transformed,
} from './exchange.ts';

import type { ScratchOptions } from './payload/scratch.ts';

/** A text to look into, with the name of the field it stands in. */
export interface DetectorInput {
  readonly text: string;
  readonly field?: string;
  /** A key, an id, a name of something or a header: no sentence, so that only what has a form or a label can be one. Default: false. */
  readonly structure?: boolean;
}

/**
 * Finds identifiers: one list of spans for each text, sorted and free of overlaps. Anything it throws refuses the call. The signal, where
 * there is one, is aborted when nobody waits for the answer any more.
 */
export type Detect = (
  inputs: readonly DetectorInput[],
  options?: { readonly signal?: AbortSignal },
) => Promise<readonly (readonly Span[])[]>;

/** How a call ended, for the record. Counts and codes only. */
export interface Outcome {
  readonly error?: SallyportError;
  readonly upstreamStatus?: number;
  readonly bytesBack?: number;
  readonly masked?: EntityCounts;
  readonly commitments?: Commitments;
  /** What the session's recording is, where it has one that is whole. */
  readonly recording?: RecordingDetails;
}

/** What a refused call had become by then: as much of an exchange as the stages had filled. */
export type Refused = Received & Partial<Decided>;

/** Where evidence goes. Each method resolves only when the evidence is as durable as this door can make it. */
export interface Journal {
  /** Before anything is sent. Raises `ledger_unavailable` when it cannot be recorded: then nothing is sent. */
  intent(exchange: Reviewed): Promise<Session>;
  /** After the last byte, also when the call failed or was cut. */
  outcome(exchange: Intended, outcome: Outcome): Promise<void>;
  /** A call refused before its intent. */
  denied(exchange: Refused, error: SallyportError): Promise<void>;
}

/** Records sessions: what left, and what was given back. */
export interface Recorder {
  /**
   * After the intent and before anything is sent: resolves once the request is durably recorded, `undefined` where nothing is to be. Raises
   * `recording_unavailable`: then nothing is sent.
   */
  begin(exchange: Intended): Promise<RunningRecording | undefined>;
}

/** The recording of one call. What raises `recording_unavailable` ends it as it is, and every later method raises it again. */
export interface RunningRecording {
  /** The head of the answer, before any of its bytes. */
  answer(head: Pick<Reply, 'status' | 'headers'>): void;
  /** Bytes of the answer, before the caller has them. Waits for storage where that is slower. */
  given(chunk: Uint8Array): Promise<void>;
  /** Ends it, by the error that ended the call where one did: resolves, with what it is, once it is durable, or will be in the commit of the outcome. */
  end(error?: SallyportError): Promise<RecordingDetails>;
}

/** The stages of a call, in their order. */
export const STAGES = [
  'classify',
  'identify',
  'admit',
  'detect',
  'decide',
  'transform',
  'review',
  'intent',
  'send',
  'mask',
  'outcome',
] as const;

/** A stage of a call. */
export type Stage = (typeof STAGES)[number];

/** Who asks people for approval. */
export interface Reviews {
  /**
   * Before a call that needs approval is transformed: the secret of the surrogates and dates of the call that was approved, where this
   * is that call come again; so that the same bytes come of it. Raises `review_unknown`.
   */
  subjectOf(exchange: Decided): Promise<Uint8Array | undefined>;
  /**
   * Gives the approval of a call, or asks for it and raises `review_required`; and `review_rejected`, `review_expired` and the like,
   * `reviews_full`, `ledger_unavailable`. It may wait for people, as long as the call is held.
   */
  approve(exchange: Transformed): Promise<Approval>;
}

/** Who counts what callers use. */
export interface Limits {
  /** Takes what a call uses. Raises `limit_exceeded`, `limit_concurrent`, `ledger_unavailable`. */
  take(exchange: Decided): Promise<Taken>;
}

/** What was taken for a call. */
export interface Taken {
  /** Once the call has ended, however it did. Raises nothing. */
  release(use: Use): Promise<void>;
}

/** What a call turned out to use. Tokens are told only of a call whose policy limits them. */
export interface Use {
  /** Whether it was sent; otherwise it was refused before. */
  readonly sent: boolean;
  /** Its tokens, in and out, where the provider said how many. */
  readonly tokens?: number;
  /** Otherwise, about how many its answer had, as far as that came; absent where none came. */
  readonly answered?: number;
}

/** What differs between the two doors. */
export interface Door {
  /** The API a connection speaks. Default: that of its kind. */
  readonly apiOf?: (connection: Connection) => Api;
  /** Verifies who calls, and what it signed. Raises `token_*`, `proof_*`, `intent_*`, `salt_invalid`. */
  identify(exchange: Classified): Promise<Identification>;
  /** Refuses who may not call, before anything costs CPU. */
  admit(exchange: Identified): Promise<void>;
  readonly detect: Detect;
  /** The policy for this caller and connection. */
  policy(exchange: Admitted): Policy;
  /** `behind`: another door is behind this one, which asks for approval; here calls that need it pass. */
  readonly reviews: Reviews | 'behind';
  /** Default: nothing is counted. */
  readonly limits?: Limits;
  readonly clock: Clock;
  readonly journal: Journal;
  /** Default: nothing is recorded beside the journal. */
  readonly recorder?: Recorder;
  /** Sends what may leave, and gives the answer, or its stream. Raises an `upstream_*` or `companion_*` error. */
  send(exchange: Intended): Promise<Reply>;
  /** How much of a body stands in memory, and where the rest goes. */
  readonly scratch: ScratchOptions;
  /** How deep a body may be nested. */
  readonly maxDepth: number;
  /** Issues the tokens that a policy asks for. Without one such a call is refused as `vault_missing`, and nothing is restored. */
  readonly vault?: Vault;
  /** Told of each stage of each call as it begins. It observes and does not decide: it must not throw. */
  readonly trace?: (stage: Stage, correlationId: string) => void;
}
