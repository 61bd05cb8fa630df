import type {
  CallLimits,
  Decision,
  LookAhead,
  MediaRange,
  OperatorPlan,
  RecordingMode,
  Restoring,
  ReviewDemand,
} from '@sallyport/core';
import type { Conditions } from './conditions/conditions.ts';

/** One sentence of a policy, whole: when it matches, it says what happens. */
export interface Rule {
  readonly name: string;
  /** Absent: every call. */
  readonly when?: Conditions;
  readonly effect: Decision['effect'];
  /** What happens to each entity on the way out and on the way back. */
  readonly operators: Readonly<Record<'out' | 'back', OperatorPlan>>;
  /** How far ahead a streamed answer is read. Default: 96 UTF-16 code units. */
  readonly lookAhead?: LookAhead;
  /** Where the caller gets their own values back in place of their tokens. Default: nowhere. */
  readonly restore?: Restoring;
  /** What may be attached once people have looked at it. Default: nothing. */
  readonly media?: readonly MediaRange[];
  /** What people who review must be. Present where the effect, or an operator on the way out, is `review`, and where there is `media`. */
  readonly review?: ReviewDemand;
  /** Default `redacted`. */
  readonly recording?: RecordingMode;
  /** Default `standard`. */
  readonly retention?: string;
  readonly limits?: CallLimits;
  readonly message?: string;
}
