import { type Decision, ENTITIES, isNamedMedia, type ReviewDemand } from '@sallyport/core';
import { countOf } from './conditions/matches.ts';
import { deidentifies } from './deidentifies.ts';
import { indexOf } from './lookup/rule-index.ts';
import { planOf } from './plan-of.ts';
import type { Policy } from './policy.ts';
import type { Question } from './question.ts';
import type { Rule } from './rule.ts';

const DEFAULT_LOOK_AHEAD = 96;

/** What a call is told that no rule is about. */
const DEFAULT: Rule = Object.freeze({
  name: 'default',
  effect: 'deny',
  operators: Object.freeze({ out: planOf('block'), back: planOf('block') }),
});

/**
 * Decides one call: pure, total and deterministic. The first rule that matches wins. Without one the answer is `deny`, by the rule named
 * `default`, and every entity is blocked. A question that cannot even be read is one that no rule is about.
 */
export function decide(policy: Policy, question: Question): Decision {
  try {
    const rule = ruleOf(policy, question);
    return rule === undefined ? refuse(policy) : state(policy, rule, judge(rule, question));
  } catch {
    return refuse(policy);
  }
}

/** The first rule that matches; `undefined` when none does. */
export function ruleOf(policy: Policy, question: Question): Rule | undefined {
  return indexOf(policy).find(question);
}

interface Verdict extends Pick<Decision, 'effect' | 'denied'> {
  /** Whether anything is attached. */
  readonly attached?: boolean;
}

function refuse(policy: Policy): Decision {
  return state(policy, DEFAULT, { effect: 'deny', denied: 'default' });
}

function state(policy: Policy, rule: Rule, { effect, denied, attached = false }: Verdict): Decision {
  const { name, operators, lookAhead, media, recording, retention, restore, review, limits, message } = rule;
  return Object.freeze({
    effect,
    rule: name,
    policy: Object.freeze({ name: policy.name, digest: policy.digest }),
    operators,
    lookAhead: lookAhead ?? DEFAULT_LOOK_AHEAD,
    recording: recording ?? 'redacted',
    ...(recording === 'sealed' && policy.auditors !== undefined ? { auditors: policy.auditors } : {}),
    retention: retention ?? 'standard',
    ...(restore === undefined ? {} : { restore }),
    ...(media === undefined ? {} : { media }),
    ...(review === undefined || effect !== 'review' ? {} : { review: attached ? lookedAt(review) : review }),
    ...(limits === undefined ? {} : { limits }),
    ...(message === undefined ? {} : { message }),
    ...(denied === undefined ? {} : { denied }),
  });
}

/** What is attached is looked at by people, each time: no window stands for that, and no emergency. */
function lookedAt({ window: _, breakGlass: __, ...demand }: ReviewDemand): ReviewDemand {
  return Object.freeze(demand);
}

function judge(rule: Rule, { baa, entities, media: attachments = [] }: Question): Verdict {
  const { effect, operators, media = [], review } = rule;
  const { out } = operators;
  if (effect === 'deny') return { effect, denied: 'rule' };
  if (!attachments.every((type) => isNamedMedia(media, type))) return { effect: 'deny', denied: 'media' };
  const attached = attachments.length > 0;
  const present = ENTITIES.filter((entity) => isThere(countOf(entities, entity)));
  const covered = baa === true || baa === 'self_hosted';
  // Nobody can say of a picture that it is de-identified
  if (!covered && (attached || !present.every((entity) => deidentifies(out[entity], entity))))
    return { effect: 'deny', denied: 'baa' };
  if (effect === 'allow' && !attached && present.every((entity) => out[entity] !== 'review')) return { effect };
  // Without a demand nobody could approve.
  return review === undefined ? { effect: 'deny', denied: 'rule' } : { effect: 'review', attached };
}

/** What is no number is taken for some. */
function isThere(count: unknown): boolean {
  return count !== undefined && !(typeof count === 'number' && count <= 0);
}
