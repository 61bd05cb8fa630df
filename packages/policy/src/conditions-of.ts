import { CONDITIONS, type Conditions } from './conditions/conditions.ts';
import { holds } from './conditions/matches.ts';
import type { Question } from './question.ts';
import type { Rule } from './rule.ts';

/** A condition of a rule, and whether a question meets it. */
export interface ConditionHeld {
  readonly condition: keyof Conditions;
  readonly holds: boolean;
}

/** Every condition that a rule has, in the order of `CONDITIONS`, and whether a question meets it. The rule matches when all do. */
export function conditionsOf({ when }: Rule, question: Question): readonly ConditionHeld[] {
  if (when === undefined) return [];
  return CONDITIONS.filter((name) => when[name] !== undefined).map((condition) => ({
    condition,
    holds: holds(when, condition, question),
  }));
}
