import { isAgeUnit, readAge } from '../age-text.ts';
import type { Transformation } from '../operator.ts';

/** An age over 89, in digits or words, becomes `90+`, 45 CFR 164.514(b)(2)(i)(C). */
export const generalizeAge: Transformation = (value) => {
  if (isAgeUnit(value)) return value;
  const age = readAge(value);
  return age === undefined ? '90+' : `${age.lead}90+${age.unit}`;
};
