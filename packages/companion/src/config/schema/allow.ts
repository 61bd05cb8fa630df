import { closed, list, text } from './words.ts';

/** An operation's id, or the beginning of some with `.*` after it. */
const OPERATIONS = '^[a-z][a-z0-9_]*(?:\\.[a-z][a-z0-9_]*){0,7}(?:\\.\\*)?$';

const rule = closed(
  [],
  {
    subjects: list('a list of subjects', text('a subject')),
    groups: list('a list of groups', text('a group')),
    issuer: text('the URL of a configured issuer'),
    operations: list(
      'a list of operations',
      text('an operation such as embeddings.create or chat.*', { pattern: OPERATIONS }),
    ),
    nature: { enum: ['person', 'service'], description: 'person or service' },
  },
  { anyOf: [{ required: ['subjects'] }, { required: ['groups'] }], description: 'a list of subjects or groups' },
);

/** `allow` of a connection: one rule, or a list of them. */
export const allow = {
  allOf: [
    // Not `anyOf`: that could not say what is wrong with a rule.
    { if: { type: 'array' }, else: rule },
    { if: { not: { type: 'array' } }, else: list('a list of rules', rule) },
  ],
};
