import { BASE64URL, encodeBase64url } from './encode-base64url.ts';

const TEXT_ENCODER = new TextEncoder();
const STRICT_DECODER = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
/** The value of each character by its code; an alien one has none. */
const BASE64URL_VALUES = Int8Array.from({ length: 128 }, (_, code) => BASE64URL.indexOf(String.fromCharCode(code)));
/** What Node's `Buffer` has that is used here: found, not imported, because browsers have none, and copies for them may not know base64url. */
interface NodeBuffer {
  isEncoding?(name: string): boolean;
  from(buffer: ArrayBufferLike, offset: number, length: number): { toString(encoding: 'base64url'): string };
}

const FOUND_BUFFER = (globalThis as { readonly Buffer?: NodeBuffer }).Buffer;
const NODE_BUFFER = FOUND_BUFFER?.isEncoding?.('base64url') === true ? FOUND_BUFFER : undefined;

const HEX_PAIRS: readonly string[] = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

/** Encodes text as UTF-8. */
export function utf8(text: string): Uint8Array<ArrayBuffer> {
  return TEXT_ENCODER.encode(text);
}

/** Decodes UTF-8 strictly, keeping a byte order mark. Throws `TypeError` on a byte that is not UTF-8. */
export function fromUtf8(bytes: Uint8Array): string {
  return STRICT_DECODER.decode(bytes);
}

/** Lower-case hexadecimal. */
export function toHex(bytes: Uint8Array): string {
  let hex = '';
  for (const byte of bytes) hex += HEX_PAIRS[byte];
  return hex;
}

/** Base64url without padding, RFC 4648 §5. */
export function toBase64url(bytes: Uint8Array): string {
  return (
    NODE_BUFFER?.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64url') ?? encodeBase64url(bytes)
  );
}

/**
 * Decodes base64url without padding, RFC 4648 §5, strictly: an alien character, an impossible length or
 * a non-zero trailing bit gives `undefined`, so that every byte string has exactly one encoding.
 */
export function fromBase64url(text: string): Uint8Array<ArrayBuffer> | undefined {
  const rest = text.length % 4;
  if (rest === 1) return undefined;
  const bytes = new Uint8Array(Math.floor((text.length * 3) / 4));
  const whole = text.length - rest;
  let at = 0;
  for (let i = 0; i < whole; i += 4) {
    const group =
      (valueAt(text, i) << 18) | (valueAt(text, i + 1) << 12) | (valueAt(text, i + 2) << 6) | valueAt(text, i + 3);
    // An alien character is -1, whose bits are all set.
    if (group < 0) return undefined;
    bytes[at++] = group >> 16;
    bytes[at++] = group >> 8;
    bytes[at++] = group;
  }
  return decodeRest(text, whole, bytes) ? bytes : undefined;
}

/** Decodes the two or three characters that are left, if any, into the end of the bytes. */
function decodeRest(text: string, from: number, bytes: Uint8Array): boolean {
  const count = text.length - from;
  if (count === 0) return true;
  const third = count === 3 ? valueAt(text, from + 2) : 0;
  const group = (valueAt(text, from) << 18) | (valueAt(text, from + 1) << 12) | (third << 6);
  if (group < 0 || (group & (count === 3 ? 0xff : 0xffff)) !== 0) return false;
  bytes[bytes.length - count + 1] = group >> 16;
  if (count === 3) bytes[bytes.length - 1] = group >> 8;
  return true;
}

function valueAt(text: string, position: number): number {
  return BASE64URL_VALUES[text.charCodeAt(position)] ?? -1;
}
