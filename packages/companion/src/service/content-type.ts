import { SallyportError } from '@sallyport/core';

const UTF8 = /^[ \t]*charset=(?:utf-8|"utf-8")[ \t]*$/i;

/**
 * Raises `content_type_unsupported` unless a `Content-Type` is this media type, given in lower case, with no parameter but a charset of
 * UTF-8 (RFC 9110 §8.3).
 */
export function requireContentType(header: string | undefined, type: string): void {
  const [media = '', ...parameters] = header?.split(';') ?? [];
  const named = media.trim().toLowerCase() === type;
  if (!named || parameters.length > 1 || !parameters.every((one) => UTF8.test(one))) {
    throw new SallyportError('content_type_unsupported');
  }
}
