import { MONTH_STYLES } from './date-names.ts';
import type { Day } from './day-number.ts';
import type { DayRange } from './day-range.ts';
import { ordinalSuffix } from './ordinal-suffix.ts';
import { shiftedDay } from './shifted-day.ts';

/** Moves both days of a range. Where they come to lie in two months, or years, each is written with its own. */
export function shiftDayRange(range: DayRange, offset: number): string | undefined {
  const { year, month, days } = range;
  const [first, last] = days.map((day) => shiftedDay({ ...(year === undefined ? {} : { year }), month, day }, offset));
  if (first === undefined || last === undefined) return undefined;
  const oneYear = first.year === last.year || range.written.year === '';
  const oneMonth = first.month === last.month;
  const { joint } = range.written;
  if (range.monthFirst) {
    const lead = nameOf(range, first) + range.written.gap + dayOf(range, 'day', first);
    const tail = (oneMonth ? '' : nameOf(range, last) + range.written.gap) + dayOf(range, 'lastDay', last);
    return lead + (oneYear ? '' : yearOf(range, first)) + joint + tail + yearOf(range, last);
  }
  const lead = dayOf(range, 'day', first) + (oneMonth ? '' : range.written.gap + nameOf(range, first));
  const tail = dayOf(range, 'lastDay', last) + range.written.gap + nameOf(range, last);
  return lead + (oneYear ? '' : yearOf(range, first)) + joint + tail + yearOf(range, last);
}

function nameOf({ written }: DayRange, { month }: Day): string {
  return MONTH_STYLES.nameLike(written.name, month - 1, written.gap.startsWith('.') || written.gap.startsWith('-'));
}

function dayOf({ written }: DayRange, part: 'day' | 'lastDay', { day }: Day): string {
  const suffix = written[part === 'day' ? 'ordinal' : 'lastOrdinal'];
  const padded = written.day.startsWith('0') || written.lastDay.startsWith('0');
  return String(day).padStart(padded ? 2 : 1, '0') + (suffix === '' ? '' : ordinalSuffix(day, suffix));
}

function yearOf({ written }: DayRange, { year }: Day): string {
  if (written.year === '') return '';
  return written.comma + (written.year.length === 2 ? String(year % 100).padStart(2, '0') : String(year));
}
