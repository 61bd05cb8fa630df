import { COVERED_OPERATIONS } from '../covered-operations.ts';
import { planOf } from '../plan-of.ts';
import { definePolicy, type Policy } from '../policy.ts';

/**
 * A limited data set, 45 CFR 164.514(e): every direct identifier of (e)(2) goes, and dates and ages stay as they are. Of places the state and the
 * first three digits of the ZIP code stay (which is less than (e)(2)(ii) lets stand), because streets and towns share one entity. What (e)(2)
 * does not list, other numbers that are unique, goes too. It is for the purposes of (e)(3)(i), which the call must name, and for providers with an agreement (e)(4).
 */
export const LIMITED_DATA_SET: Policy = definePolicy('limited-data-set', [
  {
    name: 'limited-data-set',
    when: {
      baa: [true, 'self_hosted'],
      operations: COVERED_OPERATIONS,
      purposes: ['operations', 'public_health', 'research'],
    },
    effect: 'allow',
    operators: {
      out: planOf('redact', { DATE: 'allow', AGE_OVER_89: 'allow', LOCATION: 'generalize' }),
      back: planOf('redact', { DATE: 'allow', AGE_OVER_89: 'allow', LOCATION: 'generalize' }),
    },
  },
]);
