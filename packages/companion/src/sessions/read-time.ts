import { SallyportError } from '@sallyport/core';

/** RFC 3339 §5.6 `date-time`, its fraction at most milliseconds, in the years that PostgreSQL and JavaScript both know. */
const TIME = /^(?:19|20|21)\d\d-[01]\d-[0-3]\dT[0-2]\d:[0-5]\d:[0-5]\d(?:\.\d{1,3})?(?:Z|[+-][0-2]\d:[0-5]\d)$/i;

/** Reads a moment written as RFC 3339 has it: `2026-12-01T09:00:00Z`. Raises `request_invalid` for anything else. */
export function readTime(text: string): Date {
  const time = TIME.test(text) && isDay(text.slice(0, 10)) ? new Date(text.toUpperCase()) : undefined;
  if (time === undefined || Number.isNaN(time.getTime())) throw new SallyportError('request_invalid');
  return time;
}

/** JavaScript takes 30 February for 2 March. */
function isDay(date: string): boolean {
  const day = new Date(`${date}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(date);
}
