import type { Decision, LookAhead, OperatorPlan, Restoring } from '@sallyport/core';

/** One sentence of a policy: when it matches, it says what happens. */
export interface Rule {
  readonly name: string;
  /** The operations it speaks of, by name; `http.*` is every one whose name begins with `http.`. */
  readonly operations: readonly string[];
  readonly effect: Decision['effect'];
  /** What happens to each entity on the way out and on the way back. */
  readonly operators: Readonly<Record<'out' | 'back', OperatorPlan>>;
  /** How far ahead a streamed answer is read. Default: 96 UTF-16 code units. */
  readonly lookAhead?: LookAhead;
  /** Where the caller gets their own values back in place of their tokens. Default: nowhere. */
  readonly restore?: Restoring;
}
