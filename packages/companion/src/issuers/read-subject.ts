import { type ErrorCode, SallyportError } from '@sallyport/core';

/** A SPIFFE ID is at most this long (SPIFFE-ID §2.3), and nothing else is longer. */
const LONGEST = 2048;
const UNPRINTABLE = /[\p{Cc}\p{Zl}\p{Zp}]/u;

/** A name of somebody: text (RFC 7519 §4.1.2), not empty, printable, at most 2,048 characters. Raises `error`, by default `token_invalid`. */
export function readSubject(subject: unknown, error: ErrorCode = 'token_invalid'): string {
  const fits = typeof subject === 'string' && subject !== '' && subject.length <= LONGEST && subject.isWellFormed();
  if (fits && !UNPRINTABLE.test(subject)) return subject;
  throw new SallyportError(error);
}
