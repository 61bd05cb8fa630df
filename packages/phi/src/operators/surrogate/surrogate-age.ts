import { readAge } from '../age-text.ts';
import type { OperatorContext } from '../operator-context.ts';
import { otherOf } from './other-of.ts';

const IN_DIGITS: readonly string[] = [...Array(10).keys()].map((number) => String(90 + number));
const IN_WORDS: readonly string[] = 'one two three four five six seven eight nine'
  .split(' ')
  .map((unit) => `ninety-${unit}`);

/** Another age from 90 to 99, in digits or words as it was; `90+` for one that is no number, like `nineties`. */
export function surrogateAge(value: string, context: OperatorContext): string {
  const age = readAge(value);
  if (age === undefined) return '90+';
  const lower = age.age.toLowerCase();
  const other = otherOf(/\d/.test(lower) ? IN_DIGITS : IN_WORDS, lower, context.draw('age', lower));
  const capital = age.lead === '' && value.charAt(0) !== value.charAt(0).toLowerCase();
  return age.lead + (capital ? other.charAt(0).toUpperCase() + other.slice(1) : other) + age.unit;
}
