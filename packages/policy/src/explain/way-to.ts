import type { Decision } from '@sallyport/core';
import { decide, ruleOf } from '../decide.ts';
import type { Policy } from '../policy.ts';
import type { Question } from '../question.ts';
import type { Rule } from '../rule.ts';
import { clearStop, type Remedy } from './clear-stop.ts';
import type { DraftWay } from './draft-way.ts';
import type { Way } from './explanation.ts';
import { meetRule } from './meet-rule.ts';
import { passRule } from './pass-rule.ts';
import { stopsOf } from './stops-of.ts';

/** Rules that deny, and stops, that one way gets past. */
const MOST_STEPS = 12;

/** What is to match, of what call. */
export interface WayOrder {
  /** One that allows or asks people. */
  readonly goal: Rule;
  readonly question: Question;
  readonly remedy: Remedy;
}

/**
 * What would have to be otherwise for a rule to match a call and let it pass. `undefined` where no facts are found that do: because its
 * conditions contradict each other, or a rule before it that denies cannot be got past.
 */
export function wayTo(policy: Policy, { goal, question, remedy }: WayOrder): Way | undefined {
  let draft: DraftWay | undefined = meetRule({ goal, question, facts: {}, missing: [] });
  for (let step = 0; draft !== undefined && step < MOST_STEPS; step += 1) {
    const rule = ruleOf(policy, draft.question);
    if (rule !== undefined && rule !== goal && rule.effect === 'deny') {
      draft = passRule(rule, draft);
      continue;
    }
    const decision = decide(policy, draft.question);
    const [stop] = stopsOf({ decision, rule, question: draft.question });
    if (stop === undefined) return finished(draft, { rule, effect: decision.effect });
    // What stops under another rule is that rule's own way to explain.
    draft = rule === goal ? clearStop(stop, { draft, remedy }) : undefined;
  }
  return undefined;
}

interface Reached {
  readonly rule: Rule | undefined;
  readonly effect: Decision['effect'];
}

function finished({ goal, facts, missing }: DraftWay, { rule, effect }: Reached): Way {
  return Object.freeze({
    rule: goal.name,
    // An operator can ask for a review where the rule itself allows.
    effect: effect === 'review' ? 'review' : 'allow',
    missing,
    facts,
    ...(rule === undefined || rule === goal ? {} : { before: rule.name }),
  });
}
