import { readDayRange } from './day-range.ts';
import { YEAR_WORDS, yearInWords } from './number-words.ts';
import { readDates } from './read-dates.ts';
import type { DateReading } from './written-date.ts';

/** A year that stands by itself among whatever cannot be read. */
const YEAR = /(?<!\d)(?:18[5-9]|19\d|20\d|21[0-4])\d(?!\d)/g;
const SPELLED = new RegExp(`(?<![\\p{L}-])(?:${YEAR_WORDS})$`, 'iu');
const LONGEST = 96;

/**
 * The years a date, or a range, lies in, ascending; none where it has none, or where it is not certain which digits are
 * the year.
 */
export function yearsOf(value: string, reading: DateReading): readonly number[] {
  const range = readDayRange(value, reading);
  if (range !== undefined) return range.year === undefined ? [] : [range.year];
  const dates = readDates(value, reading);
  if (dates === undefined) return value.length > LONGEST ? [] : loneYear(value);
  const years = dates.flatMap(({ year, doubtful }) => (year === undefined || doubtful ? [] : [year]));
  return years.length < dates.length ? [] : [...new Set(years)].sort((a, b) => a - b);
}

function loneYear(value: string): readonly number[] {
  const years = new Set(value.match(YEAR));
  if (years.size > 0) return years.size === 1 ? [...years].map(Number) : [];
  const spelled = SPELLED.exec(value)?.[0];
  return spelled === undefined ? [] : [yearInWords(spelled)];
}
