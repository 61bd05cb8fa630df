import { MONTH_STYLES } from './date-names.ts';
import { DAY_WORDS, YEAR_WORDS } from './number-words.ts';
import { readMonthMatch } from './read-month-match.ts';
import type { ReadForm } from './written-date.ts';

const NAME = `(?<monthName>${MONTH_STYLES.pattern})(?![\\p{L}])`;
const DAY = '(?<day>\\d{1,2})(?<ordinal>st|nd|rd|th)?(?!\\d)';
const YEAR = "'?(?<year>\\d{4}|\\d{2})(?!\\d)";
const YEAR_BEHIND = `(?:,?(?: of| de| del)?[ -]{0,2}${YEAR})?`;
const SPELLED_DAY = `(?:(?<dayWords>${DAY_WORDS})(?!\\p{L})|${DAY})`;
const SPELLED_YEAR = `(?:(?<yearWords>${YEAR_WORDS})(?!\\p{L})|(?<year>\\d{4})(?!\\d))`;
const FORMS: readonly RegExp[] = [
  // April seventeenth, nineteen sixty-one · April 17, nineteen sixty-one
  `${NAME}\\.?,? (?:the )?${SPELLED_DAY}(?:,? (?:of |in )?${SPELLED_YEAR})?`,
  // the seventeenth of April nineteen sixty-one
  `(?:the )?${SPELLED_DAY} (?:day )?(?:of )?${NAME}(?:,? (?:of |in )?${SPELLED_YEAR})?`,
  // April nineteen sixty-one
  `${NAME},? (?:of |in )?(?<yearWords>${YEAR_WORDS})(?!\\p{L})`,
  // October 3, 2023 · Oct. 3rd · OCT-03-23
  `${NAME}\\.?[ -]{0,2}(?:the )?${DAY}${YEAR_BEHIND}`,
  // 3 October 2023 · 03-Oct-2023 · 3rd of March · 10Feb2006 · 3 de mayo de 2021 · 3. Mai 2021 · 10/Oct/2023
  `(?:the )?${DAY}(?:\\.? ?(?:of|de) |\\.? |[-/])?${NAME}\\.?(?:/(?=\\d))?${YEAR_BEHIND}`,
  // 2023-Oct-03
  `(?<year>\\d{4})[ /-]${NAME}[ /-]${DAY}`,
  // October 2023 · Oct '23
  `${NAME}\\.?,?(?: of| de| del)?[ /-]{0,2}${YEAR}`,
  // October
  `${NAME}\\.?`,
].map((source) => new RegExp(source, 'diuy'));

/** Dates with the month in words, and those with the day or the year in words too. */
export const MONTH_FORMS: readonly ReadForm[] = FORMS.map((form) => (text, start, reading) => {
  form.lastIndex = start;
  const match = form.exec(text);
  return match === null ? undefined : readMonthMatch(match, reading);
});
