const MS_PER_DAY = 86_400_000;

/** A day of the Gregorian calendar; `month` is 1 to 12. */
export interface Day {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

/** Days since 1 January 1970, or `undefined` for a day that no calendar has. Years below 100 are meant as they are. */
export function dayNumber({ year, month, day }: Day): number | undefined {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  const exists = date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return exists ? date.getTime() / MS_PER_DAY : undefined;
}

/** The day of so many days since 1 January 1970. */
export function dayOf(number: number): Day {
  const date = new Date(number * MS_PER_DAY);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
}
