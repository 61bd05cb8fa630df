import type { Span } from '@sallyport/core';
import { isOpenGroup } from '../grammar/age-unit.ts';
import { STATE_CODES, STATE_NAMES } from '../grammar/states.ts';
import { isWeekday } from '../grammar/weekday.ts';

const LETTER_OR_DIGIT = /[\p{L}\p{N}]/u;
/** What is left of an identifier behind its mask. */
const MASK_BEFORE = /\*\*[- ]?$/;
/** A state with what parts it from what stands around it. */
const AMONG = new RegExp(`(?:^|,? +)(?:${STATE_CODES}|${STATE_NAMES})\\.?(?:,? +(?=\\d)|$)`, 'g');
const STATE = new RegExp(`^(?:${STATE_CODES}|${STATE_NAMES})\\.?$`);
const MASKED = /\*\*|\bx{3,}|X{3,}|_{3,}/;

const BARE_YEARS = /^(?:1[89]|20)\d\d(?: ?[-–] ?(?:1[89]|20)\d\d)?$/;
const CLOCK = /^\d{1,2}(?::\d{2}(?::\d{2})?(?: ?[ap]\.?m\.?)?|\.\d{2} ?[ap]\.?m\.?)$/i;
const OVER_89 = /(?<!\d)(?:9\d|1[01]\d|12[0-5])(?!\d)/;

/**
 * Whether a value may stay, whoever takes it for an identifier: a bare year, a time, a weekday or a state (45 CFR 164.514(b)(2)(i)(B) and (C)), an age
 * below 90 or of all above, what is masked already, what has neither letter nor digit.
 */
export function isPermitted(text: string, { start, end, type }: Span): boolean {
  const value = text.slice(start, end);
  if (!LETTER_OR_DIGIT.test(value) || MASKED.test(value)) return true;
  if (MASK_BEFORE.test(text.slice(Math.max(0, start - 3), start))) return true;
  if (type === 'LOCATION') return STATE.test(value);
  if (type === 'DATE') return BARE_YEARS.test(value) || CLOCK.test(value) || isWeekday(value);
  return type === 'AGE_OVER_89' && (isOpenGroup(text, start) || (/\d/.test(value) && !OVER_89.test(value)));
}

/** What is left of a place when a state between town and ZIP code, or behind a town, is let go. */
export function withoutState(text: string, span: Span): readonly Span[] {
  if (span.type !== 'LOCATION') return [span];
  const value = text.slice(span.start, span.end);
  const left: Span[] = [];
  let from = 0;
  for (const match of value.matchAll(AMONG)) {
    if (match.index > from) left.push({ ...span, start: span.start + from, end: span.start + match.index });
    from = match.index + match[0].length;
  }
  if (from < value.length) left.push({ ...span, start: span.start + from });
  return left;
}
