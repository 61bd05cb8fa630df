import { SIMPLE_CONNECTOR } from '../grammar/connector.ts';
import { labelSet } from '../grammar/label.ts';
import type { LabelRule, PatternRule } from '../grammar/pattern.ts';
import { DIGIT, DIGITS_5, DIGITS_HYPHENATED } from '../grammar/signs.ts';
import { STATE_CODES, STATE_NAMES, STATE_WORDS } from '../grammar/states.ts';
import type { Recognizer } from '../recognizer.ts';
import { makeRecognizer } from '../rule.ts';

const ZIP = String.raw`\d{5}(?:-\d{4})?`;
const base = { type: 'LOCATION', subtype: 'zip' } as const;

const RULES: readonly (PatternRule | LabelRule)[] = [
  { ...base, needs: [DIGITS_5, DIGITS_HYPHENATED], pattern: /(?<![\w.-])\d{5}-\d{4}(?![\w-]|\.\d)/g, score: 0.8 },
  {
    ...base,
    needs: [DIGITS_5],
    at: STATE_WORDS,
    pattern: new RegExp(
      `(?<lead>(?:${STATE_CODES}|${STATE_NAMES})\\.?,?[ ]{1,3})(?<value>${ZIP})(?![\\w-]|\\.\\d)`,
      'y',
    ),
    score: 0.93,
  },
  {
    ...base,
    needs: [DIGIT],
    labels: labelSet(['zip', 'zip code', 'postal code', 'postcode', 'post code']),
    pattern: new RegExp(
      `(?<lead>${SIMPLE_CONNECTOR})(?<value>${ZIP}|[A-Z]{1,2}\\d[A-Z\\d]?[ ]?\\d[A-Z]{1,2}\\d?)(?!\\w)`,
      'iy',
    ),
    score: 0.95,
  },
  {
    ...base,
    needs: [DIGIT],
    labels: labelSet(['zip', 'zip code', 'postal code', 'postcode', 'post code']),
    pattern: /(?<lead> (?:is|was) )(?<value>\d{3,6}(?:[- ]\d{3,4})?)(?!\w)/iy,
    score: 0.9,
  },
];

/** ZIP codes: ZIP+4 anywhere, five digits behind a state or a label; other countries' codes behind a label. */
export const zip: Recognizer = makeRecognizer({ name: 'zip', entities: ['LOCATION'], rules: RULES });
