import { allMatches } from '../grammar/matches.ts';
import { OPAQUE } from '../seal.ts';
import { Rewrite, type View } from './rewrite.ts';

const BLOCK = /(?<![A-Za-z0-9+/_-])[A-Za-z0-9+/_-]{14,}={0,2}/g;
const NEXT_LINE = /\r?\n[A-Za-z0-9+/]{4,80}={0,2}(?![A-Za-z0-9+/])/y;
const BETWEEN_PARTS = /[/_+-]/;
const LEAST = 16;
/** Shorter lines are no wrapped base64: RFC 1421 wraps at 64 characters, RFC 2045 at 76. */
const LEAST_LINE = 60;
const PROBE = 16;
const READABLE = /[\p{L}\p{N}\p{P}\p{S}\s\p{M}]/gu;

/**
 * Reads blocks of base64, RFC 4648 sections 4 and 5, of 16 characters or more that hold text in UTF-8, wrapped ones too. A block is one
 * whole: whatever is found in it is found in all of it. Where only a part between slashes, hyphens, plus signs or underscores is such a
 * block, that part is read.
 */
export function withoutBase64(text: string): View | undefined {
  const rewrite = new Rewrite(text);
  let free = 0;
  for (const { 0: block, index } of allMatches(text, BLOCK)) {
    if (index < free) continue;
    const end = wrappedEnd(text, index + block.length, block.length);
    const whole = decode(text.slice(index, end));
    if (whole !== undefined) {
      rewrite.replace(index, end, whole);
      free = end;
    } else if (BETWEEN_PARTS.test(block)) readParts(rewrite, block, index);
  }
  return rewrite.finish();
}

function wrappedEnd(text: string, end: number, firstLine: number): number {
  let line = firstLine;
  let last = end;
  while (line >= LEAST_LINE && line % 4 === 0) {
    NEXT_LINE.lastIndex = last;
    const next = NEXT_LINE.exec(text)?.[0] ?? '';
    line = next.trimStart().length;
    if (line % 4 === 0) last += next.length;
  }
  return last;
}

function readParts(rewrite: Rewrite, block: string, start: number): void {
  let at = start;
  for (const part of block.split(BETWEEN_PARTS)) {
    const decoded = decode(part);
    if (decoded !== undefined) rewrite.replace(at, at + part.length, decoded);
    at += part.length + 1;
  }
}

/** The text in a block; `undefined` when it holds none. */
function decode(block: string): string | undefined {
  if (block.length < LEAST || !mayHoldText(block.slice(0, PROBE))) return undefined;
  const digits = block.replace(/[\r\n=]/g, '');
  if (digits.length % 4 === 1) return undefined;
  const text = textOf(bytesOf(digits));
  const readable = text?.match(READABLE)?.length ?? 0;
  return text !== undefined && !text.includes(OPAQUE) && readable * 10 >= text.length * 9 ? text : undefined;
}

// Most long words are refused here, before anything is copied.
function mayHoldText(beginning: string): boolean {
  for (const byte of bytesOf(beginning.replace(/[\r\n=]/g, '').slice(0, 12))) {
    if (byte < 32 ? byte !== 9 && byte !== 10 && byte !== 13 : byte === 127 || byte >= 0xf5) return false;
  }
  return true;
}

function bytesOf(digits: string): Uint8Array {
  const binary = atob(digits.replace(/-/g, '+').replace(/_/g, '/'));
  const bytes = new Uint8Array(binary.length);
  for (let at = 0; at < binary.length; at++) bytes[at] = binary.charCodeAt(at);
  return bytes;
}

function textOf(bytes: Uint8Array): string | undefined {
  try {
    // As of a stream, so that a block may be cut off within a character.
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes, { stream: true });
  } catch {
    return undefined;
  }
}
