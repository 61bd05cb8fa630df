import { fromUtf8, toBase64 } from '@sallyport/core';
import type { BodyFrame } from './frame.ts';

/** The most bytes of a body in one frame. */
export const FRAME_BYTES = 49_152;

/** The most bytes that follow the first of a character in UTF-8. */
const CONTINUATION_BYTES = 3;

/** The frames of one piece of a body, which are read as one again. An empty piece has none. */
export function* bodyFrames(of: BodyFrame['of'], at: number, bytes: Uint8Array): Generator<BodyFrame> {
  for (let start = 0; start < bytes.length; ) {
    const end = cutBefore(bytes, start + FRAME_BYTES);
    const piece = bytes.subarray(start, end);
    yield Object.freeze({ type: 'body', of, at, ...contentOf(piece), ...(start === 0 ? {} : { more: true as const }) });
    start = end;
  }
}

/** Where a piece may end that holds whole characters, if its bytes are any. */
function cutBefore(bytes: Uint8Array, most: number): number {
  if (most >= bytes.length) return bytes.length;
  let end = most;
  while (most - end < CONTINUATION_BYTES && ((bytes[end] ?? 0) & 0xc0) === 0x80) end -= 1;
  return end;
}

/** What takes more than two characters in JSON: control characters without a letter of their own, RFC 8259 §7. */
const LONG_ESCAPES = /[^\P{Cc}\b\t\n\f\r]/u;

/** Text, unless it is none, or is so full of escapes that base64 is shorter. */
function contentOf(piece: Uint8Array): Pick<BodyFrame, 'text' | 'base64'> {
  const text = textOf(piece);
  if (text !== undefined && isShortInJson(text, piece.length)) return { text };
  return { base64: toBase64(piece) };
}

/** Text without long escapes is at most twice as long, and two quotes: never too long, if it has more than three bytes. */
function isShortInJson(text: string, bytes: number): boolean {
  if (bytes > 3 && !LONG_ESCAPES.test(text)) return true;
  return JSON.stringify(text).length <= Math.ceil(bytes / 3) * 4 + bytes;
}

function textOf(piece: Uint8Array): string | undefined {
  try {
    return fromUtf8(piece);
  } catch {
    return undefined;
  }
}
