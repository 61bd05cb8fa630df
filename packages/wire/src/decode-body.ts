import { fromUtf8, SallyportError } from '@sallyport/core';

/** RFC 9110 §8.3.1; JSON is UTF-8 (RFC 8259 §8.1), so no other charset is meant. */
const JSON_TYPE = /^application\/json[ \t]*(?:;[ \t]*charset=(?:utf-8|"utf-8")[ \t]*)?$/i;

/**
 * The text of a JSON body. Throws `body_missing` of an empty one, `content_type_unsupported` of any type but
 * `application/json`, and `body_not_utf8`. A type that is `undefined` is not judged; `null` is no type at all.
 */
export function decodeBody(body: Uint8Array, contentType: string | null | undefined): string {
  if (body.length === 0) throw new SallyportError('body_missing');
  if (contentType !== undefined && !JSON_TYPE.test(contentType?.trim() ?? '')) {
    throw new SallyportError('content_type_unsupported');
  }
  try {
    return fromUtf8(body);
  } catch {
    throw new SallyportError('body_not_utf8');
  }
}
