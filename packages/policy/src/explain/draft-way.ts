import type { Conditions } from '../conditions/conditions.ts';
import type { Question } from '../question.ts';
import type { Rule } from '../rule.ts';
import type { Facts } from './change-facts.ts';
import type { Need } from './explanation.ts';
import { matchesAll } from './judge.ts';

/** A way as far as it is known: what must be otherwise, and the question with the facts that meet it. */
export interface DraftWay {
  /** The rule that is to match. */
  readonly goal: Rule;
  readonly question: Question;
  readonly facts: Facts;
  readonly missing: readonly Need[];
}

/** The draft with more facts, and what they are for. */
export function extend(draft: DraftWay, facts: Facts, missing: readonly Need[]): DraftWay {
  const added = missing.filter((need) => !draft.missing.some((known) => sameNeed(known, need)));
  return {
    goal: draft.goal,
    question: { ...draft.question, ...facts },
    facts: { ...draft.facts, ...facts },
    missing: [...draft.missing, ...added],
  };
}

/** Tells whether the draft's rule still matches. */
export function stillMatches({ goal, question }: DraftWay): boolean {
  return matchesAll(goal, question);
}

/** The conditions of the draft's rule. */
export function conditionsOfGoal({ goal }: DraftWay): Conditions {
  return goal.when ?? {};
}

function sameNeed(one: Need, other: Need): boolean {
  return (['rule', 'must', 'condition', 'entity', 'asks'] as const).every((key) => one[key] === other[key]);
}
