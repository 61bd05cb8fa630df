import { shiftDate } from '../dates/shift-date.ts';
import type { Transformation } from './operator.ts';
import { redactSpan } from './redact.ts';

/**
 * `date_shift`: a date moved by the subject's offset, in its own format, so that the days between two dates stay what they
 * were. The weekday moves along; times of day stay. What is no date, or cannot be read as one, is redacted.
 */
export const shiftSpan: Transformation = (value, span, context) => {
  const shifted = span.type === 'DATE' ? shiftDate(value, context.offset, context.reading(span.subtype)) : undefined;
  return shifted ?? redactSpan(value, span);
};
