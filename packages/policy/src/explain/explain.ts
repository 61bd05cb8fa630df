import { decide, ruleOf } from '../decide.ts';
import type { Policy } from '../policy.ts';
import type { Question } from '../question.ts';
import type { Explanation } from './explanation.ts';
import { judge } from './judge.ts';
import { nearestWays } from './nearest-ways.ts';
import { stopsOf } from './stops-of.ts';

/**
 * Explains a decision: which rule, which of its conditions held, and for a call that does not pass what would have been needed. Pure and
 * total, as `decide` is. Each way it names is true: with its facts in place of the question's the call passes, under the rule it names, or under
 * the one `before` it that it names.
 */
export function explain(policy: Policy, question: Question): Explanation {
  const decision = decide(policy, question);
  const rule = ruleOf(policy, question);
  const stops = stopsOf({ decision, rule, question });
  return Object.freeze({
    decision,
    ...(rule === undefined ? {} : { rule: rule.name, position: policy.rules.indexOf(rule) + 1 }),
    because: rule === undefined ? [] : judge(rule, { question, held: true }),
    stops,
    needed: stops.length === 0 ? [] : nearestWays(policy, question),
  });
}
