import { markBirth } from '../grammar/birth.ts';
import { MONTHS } from '../grammar/calendar.ts';
import { MONTH_WORDS } from '../grammar/date-words.ts';
import { type PatternRule, type Place, textAfter } from '../grammar/pattern.ts';
import { DIGIT } from '../grammar/signs.ts';
import { wordSet } from '../grammar/word-set.ts';
import type { Recognizer } from '../recognizer.ts';
import { makeRecognizer } from '../rule.ts';
import { MONTHS_OF_LANGUAGES } from './month-of-languages.ts';
import { SPOKEN_DATES } from './spoken-date.ts';

const MONTH = `(?:${MONTHS})(?![A-Za-z])\\.?`;
const DAY = String.raw`(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?!\d)`;
const YEAR = String.raw`(?:(?:18|19|20|21)\d{2}|'\d{2})(?!\d)`;
// `3rdMarch`
const MONTH_OR_ORDINAL = wordSet(
  MONTHS.split('|').flatMap((month) => ['', 'st', 'nd', 'rd', 'th'].map((suffix) => suffix + month)),
);
const TO = '[ ]?(?:[-–]|to|through|thru|and)[ ]?';

const RULES: readonly PatternRule[] = [
  // October 3, 2023 · Oct 3-9 2023 · Oct. 3rd
  {
    needs: [DIGIT],
    at: MONTH_WORDS,
    pattern: new RegExp(
      `${MONTH}[ -]{0,2}(?:the )?${DAY}(?:${TO}${DAY})?(?:,?[ -]{1,2}(?:${YEAR}|\\d{2}(?!\\d|:\\d|[ /]?[a-z%/])))?(?![\\w/%]|[:.]\\d|[ ]?[ap]\\.?m(?![a-z]))`,
      'iy',
    ),
    type: 'DATE',
    score: 0.9,
    accept: isDate,
  },
  // 3 October 2023 · 03-Oct-2023 · 3rd of March · 10Feb2006
  {
    needs: [DIGIT, MONTH_OR_ORDINAL],
    pattern: new RegExp(
      `(?<![\\w./])(?:${DAY}${TO})?${DAY}[ -]{0,2}(?:of )?${MONTH}(?:,?[ -]{0,2}(?:${YEAR}|\\d{2}(?!\\d|:\\d|[ /]?[a-z%/])))?(?![A-Za-z/%])`,
      'gi',
    ),
    type: 'DATE',
    score: 0.9,
    accept: isDate,
  },
  // October 2023 · Oct-2023
  {
    needs: [DIGIT],
    at: MONTH_WORDS,
    pattern: new RegExp(`${MONTH},?(?: of)?[ -]{1,2}${YEAR}(?!\\w)`, 'iy'),
    type: 'DATE',
    score: 0.88,
  },
  ...MONTHS_OF_LANGUAGES,
  ...SPOKEN_DATES,
];

/** Dates with the month in words, in any order, and ranges of them. A month or a year alone is none. */
export const monthDate: Recognizer = makeRecognizer({
  name: 'month-date',
  entities: ['DATE'],
  rules: RULES,
  refine: markBirth,
});

const QUANTITY =
  /^[ -]?(?:mg|mcg|ml|cc|cm|mm|g|kg|units?|u|tab(?:let)?s?|percent|times|days?|weeks?|hours?|minutes?|or \d)\b/i;

/** Names that genes had. */
const GENE = /^(?:MARCH(?:[1-9]|1[01])|SEPT(?:[1-9]|1[0-4])|DEC[12])$/;

// "may 2" and "march 5 steps" are verbs unless written as months.
function isDate(value: string, place: Place): boolean {
  if (QUANTITY.test(textAfter(place, 10)) || GENE.test(value)) return false;
  return (
    !/(?:^|[^A-Za-z])(?:may|march|mar|dec|sep)(?![A-Za-z])/.test(value) || /\d{4}|of|\d(?:st|nd|rd|th)/.test(value)
  );
}
