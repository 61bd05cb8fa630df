import { SIMPLE_CONNECTOR } from '../grammar/connector.ts';
import { labelSet } from '../grammar/label.ts';
import { type LabelRule, matchPatterns, type PatternRule } from '../grammar/pattern.ts';
import { STATE_CODES, STATE_NAMES } from '../grammar/states.ts';
import type { Recognizer } from '../recognizer.ts';

const ZIP = String.raw`\d{5}(?:-\d{4})?`;
const base = { type: 'LOCATION', subtype: 'zip' } as const;

const RULES: readonly (PatternRule | LabelRule)[] = [
  { ...base, pattern: /(?<![\w.-])\d{5}-\d{4}(?![\w-]|\.\d)/g, score: 0.8 },
  {
    ...base,
    pattern: new RegExp(
      `(?<lead>(?<![A-Za-z])(?:${STATE_CODES}|${STATE_NAMES})\\.?,?[ ]{1,3})(?<value>${ZIP})(?![\\w-]|\\.\\d)`,
      'g',
    ),
    score: 0.93,
  },
  {
    ...base,
    labels: labelSet(['zip', 'zip code', 'postal code', 'postcode', 'post code']),
    pattern: new RegExp(
      `(?<lead>${SIMPLE_CONNECTOR})(?<value>${ZIP}|[A-Z]{1,2}\\d[A-Z\\d]?[ ]?\\d[A-Z]{1,2}\\d?)(?!\\w)`,
      'iy',
    ),
    score: 0.95,
  },
];

/** ZIP codes: ZIP+4 anywhere, five digits behind a state or a label; other countries' codes behind a label. */
export const zip: Recognizer = Object.freeze({
  name: 'zip',
  entities: ['LOCATION'] as const,
  find: (text: string) => matchPatterns(text, RULES),
});
