import { fromBase64url, toBase64url } from './encoding.ts';

const GRAMMAR = /^[A-Za-z0-9+/]*={0,2}$/;

/** Base64 with padding, RFC 4648 §4. */
export function toBase64(bytes: Uint8Array): string {
  const digits = toBase64url(bytes).replaceAll('-', '+').replaceAll('_', '/');
  return digits.padEnd(Math.ceil(digits.length / 4) * 4, '=');
}

/** Decodes base64 with padding, RFC 4648 §4, strictly: whatever `toBase64` would not have written gives `undefined`. */
export function fromBase64(text: string): Uint8Array<ArrayBuffer> | undefined {
  if (text.length % 4 !== 0 || !GRAMMAR.test(text)) return undefined;
  return fromBase64url(text.replaceAll('=', '').replaceAll('+', '-').replaceAll('/', '_'));
}
