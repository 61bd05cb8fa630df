import type { Decision, Direction, OperatorPlan } from '@sallyport/core';
import { matches } from './matches.ts';
import { planOf } from './operator-plan.ts';
import type { Policy } from './policy.ts';
import type { Question } from './question.ts';
import type { Rule } from './rule.ts';

const DEFAULT_LOOK_AHEAD = 96;

const BLOCK_ALL = Object.freeze({ out: planOf('block'), back: planOf('block') });

/**
 * Decides one call: pure, total and deterministic. The first rule that matches wins.
 * Without one the answer is `deny`, by the rule named `default`, and every entity is blocked.
 */
export function decide(policy: Policy, question: Question): Decision {
  const rule = policy.rules.find(({ when }) => matches(when, question));
  return Object.freeze({
    effect: rule?.effect ?? 'deny',
    rule: rule?.name ?? 'default',
    policy: Object.freeze({ name: policy.name, digest: policy.digest }),
    operators: rule?.operators ?? (BLOCK_ALL satisfies Record<Direction, OperatorPlan>),
    lookAhead: rule?.lookAhead ?? DEFAULT_LOOK_AHEAD,
    recording: rule?.recording ?? 'redacted',
    retention: rule?.retention ?? 'standard',
    ...settingsOf(rule),
    ...(rule === undefined ? { denied: 'default' as const } : {}),
    ...(rule?.effect === 'deny' ? { denied: 'rule' as const } : {}),
  });
}

function settingsOf(rule: Rule | undefined): Pick<Decision, 'restore' | 'review' | 'limits' | 'message'> {
  if (rule === undefined) return {};
  const { restore, review, limits, message } = rule;
  return {
    ...(restore === undefined ? {} : { restore }),
    ...(review === undefined || rule.effect !== 'review' ? {} : { review }),
    ...(limits === undefined ? {} : { limits }),
    ...(message === undefined ? {} : { message }),
  };
}
