import { ENTITIES, RECORDING_MODES } from '@sallyport/core';
import { auditorsOf, sliceAuditor } from './auditor-schema.ts';
import { MOST_RULES } from './policy-schema.ts';
import { MOST_APPROVERS } from './review-schema.ts';
import { message } from './rule-schema.ts';
import { closed, list, NAME, oneOf, ref, type Schema, text, whole } from './words.ts';

const seconds = (most: number): Schema => whole([1, most]);
const DAY = 86_400;
const groups = list('a list of groups', text('a group'));
const window = closed(['most', 'seconds'], { most: whole([1, 1_000_000_000_000]), seconds: seconds(31 * DAY) });

const operators = closed(ENTITIES, Object.fromEntries(ENTITIES.map((entity) => [entity, ref('operator')])));

const review = closed(['groups', 'quorum', 'expiresIn', 'useWithin'], {
  groups,
  quorum: whole([1, MOST_APPROVERS]),
  expiresIn: seconds(30 * DAY),
  useWithin: seconds(DAY),
  stepUp: closed(['maxAge'], { maxAge: seconds(DAY), amr: list('a list of methods', text('a method')) }),
  escalate: closed(['after', 'groups'], { after: seconds(30 * DAY), groups }),
  window: closed(['most'], { most: seconds(DAY) }),
  breakGlass: closed(['groups'], { groups }),
  hold: seconds(DAY),
});

const rule = closed(['name', 'effect', 'operators'], {
  name: text('a name', { pattern: NAME }),
  when: ref('conditions'),
  effect: oneOf(['allow', 'deny', 'review']),
  operators: closed(['out', 'back'], { out: ref('sliceOperators'), back: ref('sliceOperators') }),
  lookAhead: { type: ['integer', 'string'], minimum: 1, maximum: 65_536, pattern: '^sentence$' },
  restore: closed(['text', 'tools'], {
    text: { type: 'boolean' },
    tools: { type: 'array', maxItems: 1024, items: { type: 'string', maxLength: 2048 } },
  }),
  media: ref('media'),
  review,
  recording: oneOf(RECORDING_MODES),
  retention: text('a name', { pattern: NAME }),
  limits: closed([], {
    bodyBytes: whole([1, Number.MAX_SAFE_INTEGER]),
    inputs: whole([1, Number.MAX_SAFE_INTEGER]),
    requests: window,
    tokens: window,
    concurrent: whole([1, 65_536]),
  }),
  message,
});

const slice = closed(['version', 'name', 'digest', 'rules'], {
  version: { const: 1 },
  name: text('a name', { pattern: NAME }),
  digest: { type: 'string', pattern: '^sha256:[0-9a-f]{64}$' },
  rules: { type: 'array', maxItems: MOST_RULES, items: ref('sliceRule') },
  auditors: auditorsOf('sliceAuditor'),
});

/** What `slicePolicy` makes, rules in their normal form. Its parts are found beside those of `POLICY_SCHEMA`. */
export const SLICE_DEFINITIONS = Object.freeze({ slice, sliceRule: rule, sliceOperators: operators, sliceAuditor });
