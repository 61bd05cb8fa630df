import { type Direction, type OperatorPlan, SallyportError } from '@sallyport/core';
import type { Rule } from '../../rule.ts';
import type { PolicyDocument, RuleDocument } from '../document.ts';
import { compileLimits } from './compile-limits.ts';
import { compileReview } from './compile-review.ts';
import { compileWhen } from './compile-when.ts';
import { resolvePlan } from './resolve-plan.ts';

/** The normal form of a rule that was checked. Raises `internal` where it was not. */
export function compileRule(rule: RuleDocument, operators: PolicyDocument['operators']): Rule {
  const plan = (direction: Direction): OperatorPlan => {
    const resolved = resolvePlan({ plan: rule[direction], direction, operators });
    if (resolved === undefined) throw new SallyportError('internal');
    return resolved;
  };
  const { name, when, then, restore, lookAhead, media, review, record, retain, limits, message } = rule;
  return {
    name,
    ...(when === undefined ? {} : { when: compileWhen(when) }),
    effect: then,
    operators: { out: plan('out'), back: plan('back') },
    ...(restore === undefined ? {} : { restore: { text: restore.text ?? false, tools: [...(restore.tools ?? [])] } }),
    ...(lookAhead === undefined ? {} : { lookAhead }),
    ...(media === undefined ? {} : { media: media.toSorted() }),
    ...(review === undefined ? {} : { review: compileReview(review) }),
    ...(record === undefined ? {} : { recording: record }),
    ...(retain === undefined ? {} : { retention: retain }),
    ...(limits === undefined ? {} : { limits: compileLimits(limits) }),
    ...(message === undefined ? {} : { message }),
  };
}
