import { inCaseOf } from '../grammar/letter-case.ts';
import { MONTH_STYLES, WEEKDAY_STYLES } from './date-names.ts';
import type { Day } from './day-number.ts';
import { dayWordsLike, yearWordsLike } from './number-words.ts';
import { ordinalSuffix } from './ordinal-suffix.ts';
import type { DateField, WrittenDate } from './written-date.ts';

/** A text to write into, and how much of it is written by now. */
export interface Writing {
  readonly value: string;
  readonly written: string;
  readonly from: number;
}

/** Writes another day in the place of a date: order, separators, padding, letter case and the length of years stay. */
export function writeDate(
  { value, written, from }: Writing,
  date: WrittenDate,
  { day, offset }: { readonly day: Day; readonly offset: number },
): Writing {
  const padded = isPadded(value, date);
  let out = written;
  let at = from;
  for (const field of date.fields) {
    const old = value.slice(field.start, field.end);
    out += value.slice(at, field.start) + writeField(field, old, { value, day, offset, padded });
    at = field.end;
  }
  return { value, written: out, from: at };
}

interface Change {
  readonly value: string;
  readonly day: Day;
  readonly offset: number;
  readonly padded: boolean;
}

function writeField({ kind, start, end }: DateField, old: string, { value, day, offset, padded }: Change): string {
  switch (kind) {
    case 'year':
      return old.length === 2 ? String(day.year % 100).padStart(2, '0') : String(day.year).padStart(4, '0');
    case 'month':
    case 'day':
      return String(day[kind]).padStart(padded ? 2 : 1, '0');
    case 'yearWords':
      return inCaseOf(old, yearWordsLike(old, day.year));
    case 'dayWords':
      return inCaseOf(old, dayWordsLike(old, day.day));
    case 'ordinal':
      return ordinalSuffix(day.day, old);
    case 'monthName':
      // `May` is both: beside a hyphen, a dot or digits it is one of the short names.
      return MONTH_STYLES.nameLike(
        old,
        day.month - 1,
        /[-.\d]/.test(value.slice(Math.max(0, start - 1), start) + value.slice(end, end + 1)),
      );
    case 'weekday':
      // As wrong as it was, where it was wrong.
      return WEEKDAY_STYLES.nameLike(old, (((WEEKDAY_STYLES.indexOf(old) + offset) % 7) + 7) % 7, false);
  }
}

// Days and months of two digits tell nothing: they are padded among digits, and not in words.
function isPadded(value: string, { fields }: WrittenDate): boolean {
  const numbers = fields.filter(({ kind }) => kind === 'day' || kind === 'month');
  if (numbers.some(({ start, end }) => end - start === 1)) return false;
  if (numbers.some(({ start }) => value.charAt(start) === '0')) return true;
  return !fields.some(
    ({ kind, end }) => kind === 'ordinal' || (kind === 'monthName' && /[ .,]/.test(value.charAt(end))),
  );
}
