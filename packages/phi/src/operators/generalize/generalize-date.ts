import { yearsOf } from '../../dates/years-of.ts';
import type { Transformation } from '../operator.ts';
import { redactSpan } from '../redact.ts';

const OLDEST_SHOWN = 89;

/**
 * A date becomes its year, a range over years `2021-2022`, 45 CFR 164.514(b)(2)(i)(C). A year from which someone may be over 89
 * would show such an age, so it is redacted, as is a date without a year or that cannot be read.
 */
export const generalizeDate: Transformation = (value, span, context) => {
  const years = yearsOf(value, context.reading(span.subtype));
  const [first] = years;
  if (first === undefined || context.year - first > OLDEST_SHOWN) return redactSpan(value, span);
  return years.length === 1 ? String(first) : `${first}-${years.at(-1)}`;
};
