const MONTH_NAMES = 'january|february|march|april|may|june|july|august|september|october|november|december';

/** Month names and their abbreviations, as the inside of a regular expression group. */
export const MONTHS = `${MONTH_NAMES}|jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec`;

/** Whether two numbers can be month and day, in either order. */
export function isMonthAndDay(a: number, b: number): boolean {
  return a >= 1 && b >= 1 && Math.min(a, b) <= 12 && Math.max(a, b) <= 31;
}

/** Whether a number can be the year of an event in someone's record: two digits, or 1850 to 2149. */
export function isYear(digits: string): boolean {
  return digits.length === 2 || (digits.length === 4 && digits >= '1850' && digits < '2150');
}

/** Whether 6 or 8 digits without separators can be a date: MMDDYYYY, DDMMYYYY, YYYYMMDD, MMDDYY, YYMMDD. */
export function isCompactDate(digits: string): boolean {
  const at = (from: number): number => Number(digits.slice(from, from + 2));
  if (digits.length === 6) return isMonthAndDay(at(0), at(2)) || isMonthAndDay(at(2), at(4));
  const endsInYear = isYear(digits.slice(4)) && isMonthAndDay(at(0), at(2));
  return digits.length === 8 && (endsInYear || (isYear(digits.slice(0, 4)) && isMonthAndDay(at(4), at(6))));
}
