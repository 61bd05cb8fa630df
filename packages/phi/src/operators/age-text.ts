const UNITS = 'one|two|three|four|five|six|seven|eight|nine';
const WORDS = `ninety(?:[- ](?:${UNITS}))?|(?:a |one )?hundred(?:[- ](?:and )?(?:${UNITS}|ten|eleven|twelve))?`;
const AGE = new RegExp(
  `^(?<lead>(?:aged?|age of|turned|turning|died at|at|lived to(?: be)?)[: ]{1,3})?(?<age>\\d{2,3}|${WORDS})(?<unit>[- ]?(?:years?|yrs?|y)\\.?(?:[- ]?(?:old|of age|olds?))?|[ ]?y[/.]?o\\.?|[ ]?[mf])?$`,
  'i',
);
const LONGEST = 64;

const UNIT = /^[- ]{0,2}(?:years?|yrs?)[- .]{0,2}(?:old|of age)?$/i;

/** An age as it is written: what stands before and behind its number is kept. */
export interface AgeText {
  readonly lead: string;
  readonly age: string;
  readonly unit: string;
}

/** Reads an age in digits or words, with the words that make it one; `undefined` for anything else, like `nineties`. */
export function readAge(value: string): AgeText | undefined {
  const groups = value.length > LONGEST ? undefined : AGE.exec(value)?.groups;
  return groups === undefined ? undefined : { lead: groups.lead ?? '', age: groups.age ?? '', unit: groups.unit ?? '' };
}

/** Whether a value is only the words behind an age, `year-old`, which overlaps may part from it. */
export function isAgeUnit(value: string): boolean {
  return UNIT.test(value);
}
