import { fromUtf8, SallyportError } from '@sallyport/core';

/**
 * Reads an `application/x-www-form-urlencoded` body. A parameter named twice is refused, after RFC 6749 §3.2.
 * Raises `request_invalid`.
 */
export function readForm(body: Uint8Array): ReadonlyMap<string, string> {
  const fields = [...new URLSearchParams(decode(body))];
  if (new Map(fields).size < fields.length) throw new SallyportError('request_invalid');
  // RFC 6749 §3.2: a parameter without a value is treated as if it were left out.
  return new Map(fields.filter(([, value]) => value !== ''));
}

function decode(body: Uint8Array): string {
  try {
    return fromUtf8(body);
  } catch {
    throw new SallyportError('request_invalid');
  }
}
