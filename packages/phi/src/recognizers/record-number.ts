import { matchPatterns, type PatternRule } from '../grammar/pattern.ts';
import type { Recognizer } from '../recognizer.ts';

const RULES: readonly PatternRule[] = [
  { pattern: /(?<lead>(?<![\w#])# ?)(?<value>(?:[A-Z]{1,3}-?)?\d(?:-?\d){4,9})(?![\w-])/g, type: 'MRN', score: 0.6 },
  {
    pattern:
      /(?<lead>^[ \t]{0,4}\p{Lu}[\p{L}'-]{1,30}, ?\p{Lu}[\p{L}'-]{1,30}(?: \p{Lu}\.?)? {1,2})(?<value>(?:\p{Lu}{1,3}-?)?\d(?:-?\d){4,9})(?= {1,3}\S)/gmu,
    type: 'MRN',
    score: 0.7,
  },
  { pattern: /(?<![\w-])MRN-?\d{3,10}(?![\w-])/g, type: 'MRN', score: 0.9 },
  { pattern: /(?<=^[ \t]{0,4})\d{6,10}(?= {0,2}(?:\/\/|\||- |\t))/gm, type: 'MRN', score: 0.6 },
];

/** Record numbers that stand without a label: behind a number sign, with their own prefix, or heading a line. */
export const recordNumber: Recognizer = Object.freeze({
  name: 'record-number',
  entities: ['MRN'] as const,
  find: (text: string) => matchPatterns(text, RULES),
});
