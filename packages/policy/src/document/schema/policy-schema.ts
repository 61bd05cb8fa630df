import { deepFreeze } from '@sallyport/core';
import { PRESET_NAMES } from '../../presets/presets.ts';
import { auditor, auditorsOf } from './auditor-schema.ts';
import { conditions, range, time } from './conditions-schema.ts';
import { duration, review } from './review-schema.ts';
import { limits, media, operator, plan, planOrName, rule } from './rule-schema.ts';
import { closed, list, NAME, name, oneOf, ref } from './words.ts';

/** The most rules that a policy may have, with those of its presets. */
export const MOST_RULES = 10_000;

/** The JSON Schema (2020-12) of a policy document. What it cannot say (references, networks, zones) `readPolicy` checks. */
export const POLICY_SCHEMA = deepFreeze({
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  $id: 'https://sallyport.dev/schema/policy-1.json',
  ...closed(
    ['version', 'name'],
    {
      version: { const: 1, title: '1' },
      name: name(),
      auditors: auditorsOf('auditor'),
      operators: {
        type: 'object',
        minProperties: 1,
        maxProperties: 1024,
        propertyNames: { pattern: NAME, title: 'names of lower-case letters, digits and dashes' },
        additionalProperties: ref('plan'),
        title: 'a set of operators by name',
        description: 'Operators by a name of their own, for `out` and `back` of rules.',
      },
      rules: {
        type: 'array',
        minItems: 1,
        maxItems: MOST_RULES,
        title: `a list of 1 to ${MOST_RULES} rules`,
        description: 'In order: the first that matches wins, and where none does the call is denied.',
        items: ref('rule'),
      },
      use: list('a list of presets', oneOf(PRESET_NAMES), { description: 'Their rules come after those above.' }),
    },
    { title: 'a policy', description: 'Who may send what, and what becomes of the identifiers in it.' },
  ),
  $defs: { range, time, conditions, operator, plan, planOrName, duration, media, review, limits, rule, auditor },
});
