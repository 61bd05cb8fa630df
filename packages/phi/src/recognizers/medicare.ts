import type { PatternRule } from '../grammar/pattern.ts';
import { DIGIT_CAPITAL, DIGITS_4, DIGITS_HYPHENATED } from '../grammar/signs.ts';
import type { Recognizer } from '../recognizer.ts';
import { makeRecognizer } from '../rule.ts';

const RULES: readonly PatternRule[] = [
  {
    needs: [DIGIT_CAPITAL],
    pattern: /(?<![\w-])[1-9][A-Z][A-Z0-9]\d-?[A-Z][A-Z0-9]\d-?[A-Z]{2}\d{2}(?![\w-])/g,
    type: 'HEALTH_PLAN',
    score: 0.96,
  },
  {
    needs: [DIGITS_4, DIGITS_HYPHENATED],
    pattern: /(?<![\w-])\d{3}-\d{2}-\d{4}-?[A-Z]\d?(?!\w)/g,
    type: 'HEALTH_PLAN',
    score: 0.96,
  },
];

/** Medicare beneficiary identifiers (CMS format, `1EG4-TE5-MK73`) and the claim numbers before them (`321-54-9876A`). */
export const medicare: Recognizer = makeRecognizer({ name: 'medicare', entities: ['HEALTH_PLAN'], rules: RULES });
