import { matchPatterns, type PatternRule } from '../grammar/pattern.ts';
import type { Recognizer } from '../recognizer.ts';

const RULES: readonly PatternRule[] = [
  {
    pattern: /(?<![\w-])[1-9][A-Z][A-Z0-9]\d-?[A-Z][A-Z0-9]\d-?[A-Z]{2}\d{2}(?![\w-])/g,
    type: 'HEALTH_PLAN',
    score: 0.96,
  },
  { pattern: /(?<![\w-])\d{3}-\d{2}-\d{4}-?[A-Z]\d?(?!\w)/g, type: 'HEALTH_PLAN', score: 0.96 },
];

/** Medicare beneficiary identifiers (CMS format, `1EG4-TE5-MK73`) and the claim numbers before them (`321-54-9876A`). */
export const medicare: Recognizer = Object.freeze({
  name: 'medicare',
  entities: ['HEALTH_PLAN'] as const,
  find: (text: string) => matchPatterns(text, RULES),
});
