/** The last moment that ECMAScript has a date for, ECMA-262 §21.4.1.1. */
const LAST = 8_640_000_000_000_000;

/** A time in milliseconds since the Unix epoch, in UTC: `2026-11-23T08:00:00.000Z`. One that no calendar has is given as its number. */
export function isoTime(time: number): string {
  return Number.isSafeInteger(time) && Math.abs(time) <= LAST ? new Date(time).toISOString() : String(time);
}

/** The day of a time, in UTC: `2026-11-23`. */
export function isoDay(time: number): string {
  return isoTime(time).slice(0, -14);
}

/** The hour of a time, in UTC: `2026-11-23T08`. */
export function isoHour(time: number): string {
  return isoTime(time).slice(0, -11);
}
