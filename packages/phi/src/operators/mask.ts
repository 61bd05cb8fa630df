import type { Entity } from '@sallyport/core';
import type { PlainTransformation } from './operator.ts';

const KEEPS_LAST_FOUR: ReadonlySet<Entity> = new Set(['SSN', 'PHONE', 'FAX', 'ACCOUNT', 'MRN', 'HEALTH_PLAN']);
const ALPHANUMERIC = /[\p{L}\p{N}]/u;
const ALPHANUMERICS = /[\p{L}\p{N}]/gu;

/**
 * `mask`: each letter and digit becomes `*`, punctuation stays, `***-**-6789`. Numbers that people tell apart by
 * their end keep their last four, but at least three characters are always hidden.
 */
export const maskSpan: PlainTransformation = (value, span) => {
  const total = value.match(ALPHANUMERICS)?.length ?? 0;
  const kept = KEEPS_LAST_FOUR.has(span.type) ? Math.min(4, Math.max(0, total - 3)) : 0;
  let hidden = total - kept;
  let masked = '';
  for (const char of value) {
    const hide = hidden > 0 && ALPHANUMERIC.test(char);
    masked += hide ? '*' : char;
    if (hide) hidden--;
  }
  return masked;
};
