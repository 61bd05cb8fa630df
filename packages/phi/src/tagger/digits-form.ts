const LONGEST = 17;

/** The forms of runs of digits: how many there are, and what their value may mean (a month, a day, a ninety, a year). */
export const DIGIT_FORMS: readonly string[] = [
  '#1m',
  ...['', 'm', 'd', 'n'].map((value) => `#2${value}`),
  ...['', 'n'].map((value) => `#3${value}`),
  ...['', 'y'].map((value) => `#4${value}`),
  ...Array.from({ length: LONGEST - 4 }, (_, index) => `#${index + 5}`),
];

/** Which of the forms so many digits have that are worth so much. All that are of one form are one word to the tagger. */
export function digitsForm(length: number, value: number): number {
  if (length === 1) return 0;
  if (length > 4) return 4 + Math.min(length, LONGEST);
  if (length === 2) return value <= 12 ? 2 : value <= 31 ? 3 : value >= 90 ? 4 : 1;
  if (length === 3) return value <= 115 ? 6 : 5;
  return value >= 1900 && value < 2100 ? 8 : 7;
}
