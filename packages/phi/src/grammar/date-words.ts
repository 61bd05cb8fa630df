import { MONTHS } from './calendar.ts';
import { wordList, wordSet } from './word-set.ts';

/** The months of English, in full and short. */
export const MONTH_WORDS = wordSet(MONTHS.split('|'));

/** What the figures of an ordinal end in. */
export const ORDINAL_SUFFIXES = wordSet(wordList('st nd rd th'));

/** The last words of `first` to `thirtieth`. */
export const ORDINAL_WORDS = wordSet(
  wordList(`
    first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth
    sixteenth seventeenth eighteenth nineteenth twentieth thirtieth
  `),
);

/** Weekdays of English, as the inside of a regular expression group that ignores case. */
export const WEEKDAYS = '(?:mon|tues?|wed(?:nes)?|thur?s?|fri|sat(?:ur)?|sun)(?:day)?';
export const WEEKDAY_WORDS = wordSet(
  wordList('mon monday tue tues tuesday wed wednesday thu thur thurs thursday fri friday sat saturday sun sunday'),
);
