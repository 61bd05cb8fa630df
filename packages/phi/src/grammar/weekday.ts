const WEEKDAY = /^(?:(?:mon|tues?|wed(?:nes)?|thur?s?|fri|sat(?:ur)?|sun)(?:day)?s?\.?)$/i;

/** Tells whether a text is a weekday, in full or short: one alone may stay, 45 CFR 164.514(b)(2)(i)(C). */
export function isWeekday(text: string): boolean {
  return WEEKDAY.test(text);
}
