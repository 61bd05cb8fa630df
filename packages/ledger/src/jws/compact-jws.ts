import { fromBase64url, fromUtf8, toBase64url, utf8 } from '@sallyport/core';

/** A compact JWS taken apart, RFC 7515 §7.1; nothing of it verified. */
export interface CompactJws {
  /** The protected header: a JSON object. */
  readonly header: Readonly<Record<string, unknown>>;
  readonly payload: Uint8Array;
  /** The text itself, `header.payload.signature`. */
  readonly text: string;
}

/** What a JWS signs: `BASE64URL(header) . BASE64URL(payload)`, RFC 7515 §5.1. */
export function signingInput(header: object, payload: Uint8Array): string {
  return `${toBase64url(utf8(JSON.stringify(header)))}.${toBase64url(payload)}`;
}

/**
 * Takes a compact JWS apart. Strict where libraries are lenient: three parts, each in canonical base64url, a UTF-8 header that
 * is a JSON object. Anything else gives `undefined`.
 */
export function parseCompactJws(bytes: Uint8Array): CompactJws | undefined {
  const text = textOf(bytes);
  const parts = text?.split('.', 4).map(fromBase64url);
  const [header, payload, signature] = parts ?? [];
  if (text === undefined || parts?.length !== 3) return undefined;
  if (header === undefined || payload === undefined || signature === undefined) return undefined;
  const parsed = parseJsonObject(header);
  return parsed && { header: parsed, payload, text };
}

/** Parses UTF-8 JSON that is an object; anything else gives `undefined`. */
export function parseJsonObject(bytes: Uint8Array): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(fromUtf8(bytes));
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Tells whether a value is an object with members: neither `null` nor an array. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function textOf(bytes: Uint8Array): string | undefined {
  try {
    return fromUtf8(bytes);
  } catch {
    return undefined;
  }
}
