export { decide, type Question } from './decide.ts';
export { planOf } from './operator-plan.ts';
export { definePolicy, type Policy } from './policy.ts';
export type { Rule } from './rule.ts';
export { SAFE_HARBOR } from './safe-harbor.ts';
export { SAFE_HARBOR_TOKENS } from './safe-harbor-tokens.ts';
