import type { PolicyDocument, RuleDocument } from '../document.ts';
import type { PolicyFault } from '../fault.ts';
import { checkAuditors } from './check-auditors.ts';
import { checkConditions } from './check-conditions.ts';
import { checkLimits } from './check-limits.ts';
import { checkMedia } from './check-media.ts';
import { checkNames } from './check-names.ts';
import { checkPlans, type RulePlace } from './check-plans.ts';
import { checkReview } from './check-review.ts';
import { checkUse } from './check-use.ts';

/** What the schema cannot say of a document whose shape is right. */
export function* checkDocument(document: PolicyDocument): Iterable<PolicyFault> {
  const { rules = [], operators } = document;
  yield* checkUse(document);
  yield* checkNames(document);
  yield* checkAuditors(document);
  for (const [at, rule] of rules.entries()) yield* checkRule(rule, { path: ['rules', at], operators });
}

function* checkRule(rule: RuleDocument, place: RulePlace): Iterable<PolicyFault> {
  const { when, review, limits } = rule;
  const { path } = place;
  if (when !== undefined) yield* checkConditions(when, [...path, 'when']);
  yield* checkPlans(rule, place);
  yield* checkMedia(rule, path);
  if (review !== undefined) yield* checkReview(review, [...path, 'review']);
  if (limits !== undefined) yield* checkLimits(limits, [...path, 'limits']);
}
