import { fromUtf8, SallyportError } from '@sallyport/core';

/**
 * Reads an `application/x-www-form-urlencoded` body. A parameter named twice is refused, after RFC 6749 §3.2.
 * Raises `request_invalid`.
 */
export function readForm(body: Uint8Array): ReadonlyMap<string, string> {
  const form = new Map<string, string>();
  for (const [name, value] of new URLSearchParams(decode(body))) {
    if (form.has(name)) throw new SallyportError('request_invalid');
    // RFC 6749 §3.2: a parameter without a value is treated as if it were left out.
    if (value !== '') form.set(name, value);
  }
  return form;
}

function decode(body: Uint8Array): string {
  try {
    return fromUtf8(body);
  } catch {
    throw new SallyportError('request_invalid');
  }
}
