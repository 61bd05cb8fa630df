import { COVERED_OPERATIONS } from '../covered-operations.ts';
import { planOf } from '../plan-of.ts';
import { definePolicy, type Policy } from '../policy.ts';

/**
 * The compiled-in policy: every identifier of HIPAA Safe Harbor, 45 CFR 164.514(b)(2)(i), is replaced by the name of
 * its entity, in the request and in the answer. It speaks of the operations whose text can be read; any other is denied.
 */
export const SAFE_HARBOR: Policy = definePolicy('safe-harbor', [
  {
    name: 'de-identified-text',
    when: { operations: COVERED_OPERATIONS },
    effect: 'allow',
    operators: { out: planOf('redact'), back: planOf('redact') },
  },
]);
