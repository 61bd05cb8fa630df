import { COVERED_OPERATIONS } from '../covered-operations.ts';
import { planOf } from '../plan-of.ts';
import { definePolicy, type Policy } from '../policy.ts';

const plan = planOf('allow', { SSN: 'redact', ACCOUNT: 'redact' });

/**
 * For models that never leave the covered entity (`baa: self_hosted`), where nothing is disclosed, 45 CFR 160.103: text stays as it is both
 * ways, but for the numbers with which people are robbed of their identity, of which no model has any use.
 */
export const SELF_HOSTED: Policy = definePolicy('self-hosted', [
  {
    name: 'self-hosted',
    when: { baa: ['self_hosted'], operations: COVERED_OPERATIONS },
    effect: 'allow',
    operators: { out: plan, back: plan },
  },
]);
