import { planOf } from '../plan-of.ts';
import { definePolicy, type Policy } from '../policy.ts';
import { SAFE_HARBOR } from './safe-harbor.ts';

/**
 * As `SAFE_HARBOR`, with tokens in place of the entities' names on the way out: random ones, 45 CFR 164.514(c). In the text of answers the
 * caller gets their own values back; in the arguments of tool calls tokens stay. What else an answer holds is redacted.
 */
export const SAFE_HARBOR_TOKENS: Policy = definePolicy(
  'safe-harbor-tokens',
  SAFE_HARBOR.rules.map((rule) => ({
    ...rule,
    operators: { out: planOf('tokenize'), back: planOf('redact') },
    restore: { text: true, tools: [] },
  })),
);
