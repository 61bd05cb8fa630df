import type { AuditorKey } from './auditor-key.ts';
import type { Entity } from './entity.ts';
import type { MediaRange } from './media-type.ts';
import type { ReviewDemand } from './review.ts';

/** What can be done to a span. `allow` leaves it; `block` refuses the whole call; `review` redacts it, and a human must approve the call. */
export const OPERATORS = [
  'redact',
  'mask',
  'tokenize',
  'generalize',
  'date_shift',
  'surrogate',
  'block',
  'review',
  'allow',
] as const;

/** The name of a transformation of a span. */
export type Operator = (typeof OPERATORS)[number];

/** Which operator each entity gets, in one direction. Total: every entity has one. */
export type OperatorPlan = Readonly<Record<Entity, Operator>>;

/** `out`: from the caller to the provider. `back`: from the provider to the caller. */
export type Direction = 'out' | 'back';

/** Where the caller's own values are put back in place of their tokens, in an answer. Never inside a URL. */
export interface Restoring {
  /** In text, everywhere but in the arguments of tool calls. */
  readonly text: boolean;
  /** In the arguments of calls of these tools, by name. */
  readonly tools: readonly string[];
}

/** What policy says of one call, and why. */
export interface Decision {
  /** `review`: allowed once people have approved it. */
  readonly effect: 'allow' | 'deny' | 'review';
  /** The name of the rule that matched, or `default`. */
  readonly rule: string;
  /** The policy that said so: its name and the SHA-256 of its canonical text, `sha256:<64 hex>`. */
  readonly policy: { readonly name: string; readonly digest: string };
  readonly operators: Readonly<Record<Direction, OperatorPlan>>;
  readonly lookAhead: LookAhead;
  /** Absent: nowhere. */
  readonly restore?: Restoring;
  /** What may be attached once people have looked at it. Absent: nothing. */
  readonly media?: readonly MediaRange[];
  /** Present where the effect is `review`, and nowhere else. Where anything is attached it has neither a window nor anybody who may break the glass. */
  readonly review?: ReviewDemand;
  readonly recording: RecordingMode;
  /** To whom the original is sealed. Present where the recording is `sealed`, and nowhere else. */
  readonly auditors?: readonly AuditorKey[];
  /** The name of the class by which evidence is kept. */
  readonly retention: string;
  /** Absent: none beyond the companion's own. */
  readonly limits?: CallLimits;
  /** What the policy tells the caller, beside the reason for a refusal. */
  readonly message?: string;
  /** Why the answer is `deny`, where no rule says so itself: `default` when none matched, `baa` when identifiers would reach a provider without an agreement, `media` when something is attached that the rule does not name. */
  readonly denied?: 'rule' | 'default' | 'baa' | 'media';
}

/** What is recorded of a session: nothing but its events, the redacted bodies, or the originals too, sealed to auditors' keys. */
export const RECORDING_MODES = ['metadata', 'redacted', 'sealed'] as const;

/** How a session is recorded. */
export type RecordingMode = (typeof RECORDING_MODES)[number];

/** So many in so many seconds. */
export interface WindowLimit {
  readonly most: number;
  readonly seconds: number;
}

/** What one identity may do under one rule. */
export interface CallLimits {
  /** Largest body, in bytes. */
  readonly bodyBytes?: number;
  /** Most inputs of one request. */
  readonly inputs?: number;
  readonly requests?: WindowLimit;
  /** Tokens of the model, in and out. */
  readonly tokens?: WindowLimit;
  /** Calls at once. */
  readonly concurrent?: number;
}

/**
 * How far ahead a streamed answer is read before a piece of it is given: so many UTF-16 code units, or to the end of the sentence. No identifier
 * within it is cut.
 */
export type LookAhead = number | 'sentence';
