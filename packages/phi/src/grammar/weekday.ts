const WEEKDAY = /^(?:(?:mon|tues?|wed(?:nes)?|thur?s?|fri|sat(?:ur)?|sun)(?:day)?s?\.?)$/i;

/** Of Spanish, French, German, Italian, Dutch and Portuguese. */
const WEEKDAY_ELSEWHERE =
  /^(?:lunes|martes|mi[eé]rcoles|jueves|viernes|s[aá]bado|domingo|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch|(?:lune|marte|mercole|giove|vener)d[iì]|sabato|domenica|(?:maan|dins|woens|donder|vrij|zater|zon)dag|(?:segunda|terça|quarta|quinta|sexta)(?:-feira)?)$/i;

/** Tells whether a text is a weekday, in full or short: one alone may stay, 45 CFR 164.514(b)(2)(i)(C). */
export function isWeekday(text: string): boolean {
  return WEEKDAY.test(text) || WEEKDAY_ELSEWHERE.test(text);
}
