import type { Decision } from '@sallyport/core';
import { planOf } from './operator-plan.ts';
import type { Policy } from './policy.ts';

/** What a policy may look at. */
export interface Question {
  /** `embeddings.create` */
  readonly operation: string;
}

const DEFAULT_LOOK_AHEAD = 96;

const BLOCK_ALL = Object.freeze({ out: planOf('block'), back: planOf('block') });

/**
 * Decides one call: pure, total and deterministic. The first rule that matches wins.
 * Without one the answer is `deny`, by the rule named `default`, and every entity is blocked.
 */
export function decide(policy: Policy, question: Question): Decision {
  const rule = policy.rules.find(({ operations }) => operations.some((one) => speaksOf(one, question.operation)));
  return Object.freeze({
    effect: rule?.effect ?? 'deny',
    rule: rule?.name ?? 'default',
    policy: Object.freeze({ name: policy.name, digest: policy.digest }),
    operators: rule?.operators ?? BLOCK_ALL,
    lookAhead: rule?.lookAhead ?? DEFAULT_LOOK_AHEAD,
    ...(rule?.restore === undefined ? {} : { restore: rule.restore }),
  });
}

/** `http.*` speaks of every operation whose name begins with `http.`; any other name of itself alone. */
function speaksOf(name: string, operation: string): boolean {
  return name.endsWith('.*') ? operation.startsWith(name.slice(0, -1)) : name === operation;
}
