import { dayNumber } from './day-number.ts';
import { type DateField, type DateReading, type FieldKind, readYear, type WrittenDate } from './written-date.ts';

/** Orders of digits, as the first letters of year, month and day. */
export type Order = 'YMD' | 'MDY' | 'DMY' | 'MD' | 'DM' | 'MY' | 'YM';

/** Any leap year: a day without a year may be 29 February. */
const LEAP_YEAR = 2000;
const KINDS: Readonly<Record<string, FieldKind>> = { Y: 'year', M: 'month', D: 'day' };

/** A run of digits and where it begins. */
export interface Digits {
  readonly text: string;
  readonly start: number;
}

/** Reads runs of digits as a date in the first order that gives one. */
export function readInOrder(
  runs: readonly Digits[],
  orders: readonly Order[],
  reading: DateReading,
): WrittenDate | undefined {
  for (const order of orders) {
    const date = readAs(runs, order, reading);
    if (date !== undefined) return date;
  }
  return undefined;
}

function readAs(runs: readonly Digits[], order: Order, reading: DateReading): WrittenDate | undefined {
  if (runs.length !== order.length) return undefined;
  const run = (letter: string): Digits | undefined => runs[order.indexOf(letter)];
  const [yearRun, monthRun, dayRun] = [run('Y'), run('M'), run('D')];
  if ((monthRun?.text.length ?? 0) > 2 || (dayRun?.text.length ?? 0) > 2) return undefined;
  const year = yearRun === undefined ? undefined : readYear(yearRun.text, reading);
  if (yearRun !== undefined && year === undefined) return undefined;
  const month = Number(monthRun?.text);
  const day = dayRun === undefined ? undefined : Number(dayRun.text);
  if (dayNumber({ year: year ?? LEAP_YEAR, month, day: day ?? 1 }) === undefined) return undefined;
  return {
    fields: runs.map(({ text, start }, at): DateField => {
      return { kind: KINDS[order.charAt(at)] ?? 'day', start, end: start + text.length };
    }),
    ...(year === undefined ? {} : { year }),
    month,
    ...(day === undefined ? {} : { day }),
  };
}
