import { readDayRange } from './day-range.ts';
import { readDates } from './read-dates.ts';
import { shiftDayRange } from './shift-day-range.ts';
import { shiftedDay } from './shifted-day.ts';
import { type Writing, writeDate } from './write-date.ts';
import type { DateReading } from './written-date.ts';

/**
 * Writes a date, or a range of dates, so many days later (earlier, if negative), in its own format. Times of day and zones
 * stay. Gives `undefined` for what it cannot read as a date with a month.
 */
export function shiftDate(value: string, offset: number, reading: DateReading): string | undefined {
  const range = readDayRange(value, reading);
  if (range !== undefined) return shiftDayRange(range, offset);
  const dates = readDates(value, reading);
  if (dates === undefined) return undefined;
  let writing: Writing = { value, written: '', from: 0 };
  for (const date of dates) {
    const day = shiftedDay(date, offset);
    if (day === undefined) return undefined;
    writing = writeDate(writing, date, { day, offset });
  }
  return writing.written + value.slice(writing.from);
}
