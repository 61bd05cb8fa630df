export { decide } from './decide.ts';
export type { Conditions, Day, Range, TimeCondition } from './document/conditions.ts';
export type {
  Duration,
  LimitsDocument,
  PlanDocument,
  PolicyDocument,
  ReviewDocument,
  RuleDocument,
} from './document/document.ts';
export { planOf } from './operator-plan.ts';
export { definePolicy, type Policy } from './policy.ts';
export type { Question } from './question.ts';
export type { Rule } from './rule.ts';
export { SAFE_HARBOR } from './safe-harbor.ts';
export { SAFE_HARBOR_TOKENS } from './safe-harbor-tokens.ts';
