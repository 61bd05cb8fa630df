import { MONTH_STYLES } from './date-names.ts';
import { dayNumber } from './day-number.ts';
import { dayInWords, yearInWords } from './number-words.ts';
import { type DateField, type DateMatch, type DateReading, type FieldKind, readYear } from './written-date.ts';

const LEAP_YEAR = 2000;

/**
 * Reads what a pattern with indices matched: its named groups are kinds of fields, `monthName` among them. `undefined` where no
 * calendar has the day.
 */
export function readMonthMatch(
  { 0: matched, index, groups = {}, indices }: RegExpExecArray,
  reading: DateReading,
): DateMatch | undefined {
  const fields = Object.entries(indices?.groups ?? {})
    .flatMap(([kind, range]): DateField[] =>
      range === undefined ? [] : [{ kind: kind as FieldKind, start: range[0], end: range[1] }],
    )
    .sort((a, b) => a.start - b.start);
  const year = yearOf(groups, reading);
  if (groups.year !== undefined && year === undefined) return undefined;
  const month = MONTH_STYLES.indexOf(groups.monthName ?? '') + 1;
  const day = dayOf(groups);
  if (dayNumber({ year: year ?? LEAP_YEAR, month, day: day ?? 1 }) === undefined) return undefined;
  const said = { month, ...(year === undefined ? {} : { year }), ...(day === undefined ? {} : { day }) };
  return { date: { fields, ...said }, end: index + matched.length };
}

type Groups = Readonly<Record<string, string | undefined>>;

function yearOf({ year, yearWords }: Groups, reading: DateReading): number | undefined {
  if (yearWords !== undefined) return yearInWords(yearWords);
  return year === undefined ? undefined : readYear(year, reading);
}

function dayOf({ day, dayWords }: Groups): number | undefined {
  if (dayWords !== undefined) return dayInWords(dayWords);
  return day === undefined ? undefined : Number(day);
}
