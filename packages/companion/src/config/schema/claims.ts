import { closed, list, text } from './words.ts';

const claimName = text('a claim, or a path of claims with dots between');
const expected = text('a text, with * at its end for any ending');

/** `requiredClaims`, `requiredAttributes` and `claims`: what each of several claims must be. */
export const claimRules = {
  type: 'object',
  minProperties: 1,
  maxProperties: 64,
  description: 'claims with what they must be',
  propertyNames: { type: 'string', minLength: 1, maxLength: 2048 },
  additionalProperties: {
    anyOf: [expected, list('a list of texts', expected), closed(['sameAs'], { sameAs: claimName })],
    description: 'a text, a list of texts, or { sameAs: claim }',
  },
};

/** `clockToleranceSeconds` */
export const clockTolerance = {
  type: 'integer',
  minimum: 0,
  maximum: 120,
  description: 'a number of seconds from 0 to 120',
};

/** `groups.claim` and its like. */
export const claimPath = claimName;
