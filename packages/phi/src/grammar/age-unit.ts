/** What may stand behind an age and say of what it is, as the source of a pattern that ignores case: `-year-old`, ` y/o`, ` años`. */
const AGE_UNIT = String.raw`(?:[ ]?y[/.]?o\.?(?![\p{L}\p{N}])|[- ]?(?:years?|yrs?|y)(?:\.?[- ]?(?:old|olds|of age)|\.)?(?![\p{L}\p{N}])|[- ]?(?:ans|años|anos|anni|jaar|jahre|år|let|lat)(?![\p{L}\p{N}]))`;

const UNIT_HERE = new RegExp(AGE_UNIT, 'iuy');

/** Where an age that ends at `end` ends with its unit. */
export function ageEnd(text: string, end: number): number {
  UNIT_HERE.lastIndex = end;
  return UNIT_HERE.test(text) ? UNIT_HERE.lastIndex : end;
}

const OPEN_GROUP = new RegExp(
  String.raw`90${AGE_UNIT}?(?:\+|[ ](?:and|or)[ ](?:over|older|above|more)(?![\p{L}]))`,
  'iuy',
);

/** Whether an age that begins at `start` is `90 or older`, the one group that all ages over 89 may be put in: 45 CFR 164.514(b)(2)(i)(C). */
export function isOpenGroup(text: string, start: number): boolean {
  OPEN_GROUP.lastIndex = start;
  return OPEN_GROUP.test(text);
}
