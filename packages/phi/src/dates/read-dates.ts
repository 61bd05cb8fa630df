import { canonicalize } from '../canonicalize.ts';
import { readCompact } from './compact-form.ts';
import { WEEKDAY_STYLES } from './date-names.ts';
import { MONTH_FORMS } from './month-form.ts';
import { readThreeNumbers, readTwoNumbers } from './numeric-form.ts';
import type { DateMatch, DateReading, ReadForm, WrittenDate } from './written-date.ts';

/** No date is longer; what is, is not read, so that the work is bounded. */
const LONGEST = 96;
const FORMS: readonly ReadForm[] = [readThreeNumbers, readCompact, ...MONTH_FORMS, readTwoNumbers];
const WEEKDAY = new RegExp(`(${WEEKDAY_STYLES.pattern})(?:\\.?,? |\\.|, ?)(?:the )?`, 'iuy');
const TIME =
  /(?:[T :]|, | at |, at | @ ?)\d{1,2}(?::\d{2}){1,2}(?:[.,]\d{1,9})?(?: ?[ap]\.?m\.?)?(?: ?Z| ?[+-]\d{2}:?\d{2}| UTC| GMT)?(?![\p{L}\d])/iuy;
const JOINT = / ?(?:-|to|through|thru|until|till|and|bis|al?|,|\/) ?/iy;
const EDGE = /[^\p{L}\p{N}]{0,8}$/uy;

/**
 * Reads what a span says: one date, or the two of a range, from its first character to its last. `undefined` for whatever
 * else it may be. A year that only one date of a range writes holds for both.
 */
export function readDates(value: string, reading: DateReading): readonly WrittenDate[] | undefined {
  if (value.length > LONGEST) return undefined;
  const text = canonicalize(value);
  for (const first of readAt(text, 0, reading)) {
    if (endsAt(text, first.end)) return [first.date];
    JOINT.lastIndex = first.end;
    if (!JOINT.test(text)) continue;
    const second = readAt(text, JOINT.lastIndex, reading).find(({ end }) => endsAt(text, end));
    if (second !== undefined) return withYears(first.date, second.date);
  }
  return undefined;
}

/** All dates that begin at an offset, of every form, with a weekday before and a time behind. */
function readAt(text: string, start: number, reading: DateReading): readonly DateMatch[] {
  WEEKDAY.lastIndex = start;
  const weekday = WEEKDAY.exec(text)?.[1];
  const from = weekday === undefined ? start : WEEKDAY.lastIndex;
  return FORMS.flatMap((form) => {
    const match = form(text, from, reading);
    if (match === undefined) return [];
    const field = { kind: 'weekday', start, end: start + (weekday?.length ?? 0) } as const;
    const date = weekday === undefined ? match.date : { ...match.date, fields: [field, ...match.date.fields] };
    TIME.lastIndex = match.end;
    return [{ date, end: TIME.test(text) ? TIME.lastIndex : match.end }];
  });
}

function endsAt(text: string, end: number): boolean {
  EDGE.lastIndex = end;
  return EDGE.test(text);
}

function withYears(first: WrittenDate, second: WrittenDate): readonly WrittenDate[] {
  if (first.year === undefined && second.year !== undefined)
    return [{ ...first, year: second.year - (first.month > second.month ? 1 : 0) }, second];
  if (first.year !== undefined && second.year === undefined)
    return [first, { ...second, year: first.year + (first.month > second.month ? 1 : 0) }];
  return [first, second];
}
