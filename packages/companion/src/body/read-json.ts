import { fromUtf8, SallyportError } from '@sallyport/core';

/** A body of JSON (RFC 8259): its text, and what it says. */
export interface JsonBody {
  readonly text: string;
  readonly value: unknown;
}

/** Reads a whole body as JSON in UTF-8. Raises `body_missing`, `body_not_utf8`, `body_not_json`. */
export function readJson(body: Uint8Array): JsonBody {
  if (body.length === 0) throw new SallyportError('body_missing');
  const text = decode(body);
  try {
    return { text, value: JSON.parse(text) };
  } catch {
    throw new SallyportError('body_not_json');
  }
}

function decode(body: Uint8Array): string {
  try {
    return fromUtf8(body);
  } catch {
    throw new SallyportError('body_not_utf8');
  }
}
