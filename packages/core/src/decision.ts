import type { Entity } from './entity.ts';

/** What can be done to a span. `allow` leaves it; `block` refuses the whole call. */
export const OPERATORS = ['redact', 'mask', 'generalize', 'date_shift', 'surrogate', 'block', 'allow'] as const;

/** The name of a transformation of a span. */
export type Operator = (typeof OPERATORS)[number];

/** Which operator each entity gets, in one direction. Total: every entity has one. */
export type OperatorPlan = Readonly<Record<Entity, Operator>>;

/** `out`: from the caller to the provider. `back`: from the provider to the caller. */
export type Direction = 'out' | 'back';

/** What policy says of one call, and why. */
export interface Decision {
  readonly effect: 'allow' | 'deny';
  /** The name of the rule that matched, or `default`. */
  readonly rule: string;
  /** The policy that said so: its name and the SHA-256 of its canonical text, `sha256:<64 hex>`. */
  readonly policy: { readonly name: string; readonly digest: string };
  readonly operators: Readonly<Record<Direction, OperatorPlan>>;
  readonly lookAhead: LookAhead;
}

/**
 * How far ahead a streamed answer is read before a piece of it is given: so many UTF-16 code units, or to the end of the sentence. No identifier
 * within it is cut.
 */
export type LookAhead = number | 'sentence';
