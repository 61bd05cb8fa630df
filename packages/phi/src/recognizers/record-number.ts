import type { PatternRule } from '../grammar/pattern.ts';
import { COMMA_CAPITAL, DIGIT, DIGITS_6, NUMBER_SIGN } from '../grammar/signs.ts';
import { wordSet } from '../grammar/word-set.ts';
import type { Recognizer } from '../recognizer.ts';
import { makeRecognizer } from '../rule.ts';

const RULES: readonly PatternRule[] = [
  {
    needs: [NUMBER_SIGN, DIGIT],
    pattern: /(?<lead>(?<![\w#])# ?)(?<value>(?:[A-Z]{1,3}-?)?\d(?:-?\d){4,9})(?![\w-])/g,
    type: 'MRN',
    score: 0.6,
  },
  {
    needs: [COMMA_CAPITAL, DIGIT],
    at: 'lines',
    pattern:
      /(?<lead>[ \t]{0,4}\p{Lu}[\p{L}'-]{1,30}, ?\p{Lu}[\p{L}'-]{1,30}(?: \p{Lu}\.?)? {1,2})(?<value>(?:\p{Lu}{1,3}-?)?\d(?:-?\d){4,9})(?= {1,3}\S)/uy,
    type: 'MRN',
    score: 0.7,
  },
  {
    needs: [DIGIT, wordSet(['mrn'], { capital: true })],
    pattern: /(?<![\w-])MRN-?\d{3,10}(?![\w-])/g,
    type: 'MRN',
    score: 0.9,
  },
  {
    needs: [DIGITS_6],
    at: 'lines',
    pattern: /(?<lead>[ \t]{0,4})(?<value>\d{6,10})(?= {0,2}(?:\/\/|\||- |\t))/y,
    type: 'MRN',
    score: 0.6,
  },
];

/** Record numbers that stand without a label: behind a number sign, with their own prefix, or heading a line. */
export const recordNumber: Recognizer = makeRecognizer({ name: 'record-number', entities: ['MRN'], rules: RULES });
