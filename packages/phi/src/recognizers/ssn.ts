import type { PatternRule } from '../grammar/pattern.ts';
import { DIGITS_4, DIGITS_JOIN_4, HYPHEN } from '../grammar/signs.ts';
import { wordList, wordSet } from '../grammar/word-set.ts';
import type { Recognizer } from '../recognizer.ts';
import { makeRecognizer } from '../rule.ts';

const LABEL = String.raw`(?:ssn|s\.s\.n\.?|ss ?#|ss no\.?|social security(?:[ ](?:number|no\.?|num|#))?|soc(?:ial)? sec(?:urity)?)`;
const GAP = String.raw`["'\\]{0,4}[ \t]{0,3}(?:number\b|no\b\.?|#)?[ \t]{0,3}(?::|=|is\b|>|-)?[ \t]{0,3}["'\\(]{0,4}`;
// Without a space a label is one word with what follows it, up to the first character that is no letter.
const LABEL_WORDS = wordSet(
  wordList('s ss soc social ssn ssnnumber ssnno ssnis ssnlast ssnl ssnending ssnendingnumber ssnendingno ssnendingis'),
);

/** `000-00-0000` and `999-99-9999` stand where there is none. */
const isSomebodys = (value: string): boolean => !/^([09])(?:\D*\1)+$/.test(value);

// Other area numbers 000, 666 and 9xx were never issued, but test data use them and a mistyped number is still one.
const RULES: readonly PatternRule[] = [
  {
    needs: [DIGITS_JOIN_4],
    pattern: /(?<![\w.-])\d{3}([- .])\d{2}\1\d{4}(?![\w-]|\.\d)/g,
    type: 'SSN',
    score: 0.85,
    accept: isSomebodys,
  },
  {
    needs: [DIGITS_JOIN_4, HYPHEN],
    pattern: /(?<![\w.-])\d{3}-\n?\d{2}-\n?\d{4}(?![\w-])/g,
    type: 'SSN',
    score: 0.85,
    accept: isSomebodys,
  },
  {
    needs: [DIGITS_4],
    at: LABEL_WORDS,
    pattern: new RegExp(`(?<lead>${LABEL}${GAP})(?<value>\\d{3}[- .]{0,3}\\d{2}[- .]{0,3}\\d{4})(?!\\d)`, 'iy'),
    type: 'SSN',
    score: 0.97,
    accept: isSomebodys,
  },
  {
    needs: [DIGITS_4],
    at: LABEL_WORDS,
    pattern: new RegExp(
      `(?<lead>${LABEL}[ ,(]{0,3}(?:last (?:four|4)|end(?:s|ing)(?: (?:in|with))?|l4)(?: digits?)?(?: of)?${GAP})(?<value>\\d{4})(?!\\d)`,
      'iy',
    ),
    type: 'SSN',
    score: 0.95,
  },
  {
    needs: [DIGITS_4],
    at: wordSet(['last']),
    pattern: new RegExp(
      `(?<lead>last ?(?:four|4)(?: digits?)?(?: of)?(?: (?:the|my|his|her|your|their|patient's))? (?:${LABEL}|social|soc|ss)${GAP})(?<value>\\d{4})(?![\\d/-])`,
      'iy',
    ),
    type: 'SSN',
    score: 0.95,
  },
];

/** Social security numbers: dashed, dotted or spaced anywhere, bare digits or the last four behind their label. */
export const ssn: Recognizer = makeRecognizer({ name: 'ssn', entities: ['SSN'], rules: RULES });
