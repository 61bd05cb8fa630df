import { type Day, dayNumber, dayOf } from './day-number.ts';

/** Days without a year are reckoned in one with 365 days, so that they keep their distances; 29 February needs another. */
const NOMINAL_YEAR = 2001;
const NOMINAL_LEAP_YEAR = 2000;
const MID_MONTH = 15;

/** What a date says; without `day` it is a month. */
export interface SaidDate {
  readonly year?: number;
  readonly month: number;
  readonly day?: number;
}

/**
 * The day that lies `offset` days from a date; `undefined` for one that is in no calendar. A month goes to the month its
 * middle goes to, or the next in that direction, so that it never stays.
 */
export function shiftedDay({ year, month, day }: SaidDate, offset: number): Day | undefined {
  const nominal = month === 2 && day === 29 ? NOMINAL_LEAP_YEAR : NOMINAL_YEAR;
  const from = dayNumber({ year: year ?? nominal, month, day: day ?? MID_MONTH });
  if (from === undefined) return undefined;
  const to = dayOf(from + offset);
  return day === undefined && to.month === month ? monthBeside(to, offset) : to;
}

/** The middle of the month behind, or before. */
function monthBeside({ year, month }: Day, direction: number): Day {
  const middle = dayNumber({ year, month, day: MID_MONTH }) ?? 0;
  return dayOf(middle + (direction < 0 ? -30 : 30));
}
