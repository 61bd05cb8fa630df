import { MONTH_STYLES } from './date-names.ts';
import { dayNumber } from './day-number.ts';
import {
  type DateField,
  type DateMatch,
  type DateReading,
  type FieldKind,
  type ReadForm,
  readYear,
} from './written-date.ts';

const NAME = `(?<monthName>${MONTH_STYLES.pattern})(?![\\p{L}])`;
const DAY = '(?<day>\\d{1,2})(?<ordinal>st|nd|rd|th)?(?!\\d)';
const YEAR = "'?(?<year>\\d{4}|\\d{2})(?!\\d)";
const YEAR_BEHIND = `(?:,?(?: of| de| del)?[ -]{0,2}${YEAR})?`;
const FORMS: readonly RegExp[] = [
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
const LEAP_YEAR = 2000;

/** Dates with the month in words. */
export const MONTH_FORMS: readonly ReadForm[] = FORMS.map((form) => (text, start, reading) => {
  form.lastIndex = start;
  const match = form.exec(text);
  return match === null ? undefined : readMatch(match, reading);
});

function readMatch({ 0: matched, index, groups = {}, indices }: RegExpExecArray, reading: DateReading) {
  const fields = Object.entries(indices?.groups ?? {})
    .flatMap(([kind, range]): DateField[] =>
      range === undefined ? [] : [{ kind: kind as FieldKind, start: range[0], end: range[1] }],
    )
    .sort((a, b) => a.start - b.start);
  const year = groups.year === undefined ? undefined : readYear(groups.year, reading);
  if (groups.year !== undefined && year === undefined) return undefined;
  const month = MONTH_STYLES.indexOf(groups.monthName ?? '') + 1;
  const day = groups.day === undefined ? undefined : Number(groups.day);
  if (dayNumber({ year: year ?? LEAP_YEAR, month, day: day ?? 1 }) === undefined) return undefined;
  const said = { month, ...(year === undefined ? {} : { year }), ...(day === undefined ? {} : { day }) };
  return { date: { fields, ...said }, end: index + matched.length } satisfies DateMatch;
}
