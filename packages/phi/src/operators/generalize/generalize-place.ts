import { canonicalize } from '../../canonicalize.ts';
import { STATE_CODES, STATE_NAMES } from '../../grammar/states.ts';
import type { Transformation } from '../operator.ts';
import type { OperatorContext } from '../operator-context.ts';
import { redactSpan } from '../redact.ts';

const ZIP = /^(\d{3})\d{2}(?:-?\d{4})?$/;
// Behind a comma or before a ZIP code: `St` and `Ct` are streets too, and `Washington` is a city.
const TAIL = new RegExp(
  `(?:^|,? )(?<state>${STATE_CODES}|${STATE_NAMES})\\.?,? {1,3}(?<zip>\\d{3})\\d{2}(?:-?\\d{4})?$`,
);
const STATE = new RegExp(`, ?(?<state>${STATE_CODES}|${STATE_NAMES})\\.?$`);
/** The end of an address holds state and ZIP code. */
const TAIL_LENGTH = 48;

/**
 * A ZIP code becomes its first three digits, `021**`, and `000**` in an area of 20,000 people or fewer; any other place
 * the state that is written with it, or it is redacted. 45 CFR 164.514(b)(2)(i)(B).
 */
export const generalizePlace: Transformation = (value, span, context) => {
  const text = canonicalize(value.slice(-TAIL_LENGTH)).trimEnd();
  const zip = value.length > TAIL_LENGTH ? undefined : ZIP.exec(text)?.[1];
  if (zip !== undefined) return areaOf(zip, context);
  const tail = TAIL.exec(text)?.groups;
  if (tail !== undefined) return `${tail.state} ${areaOf(tail.zip ?? '', context)}`;
  return STATE.exec(text)?.groups?.state ?? redactSpan(value, span);
};

function areaOf(firstThree: string, { restrictedZips }: OperatorContext): string {
  return `${restrictedZips.has(firstThree) ? '000' : firstThree}**`;
}
