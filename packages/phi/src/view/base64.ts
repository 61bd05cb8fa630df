import { OPAQUE } from '../seal.ts';
import { Rewrite, type View } from './rewrite.ts';

/** Text in base64 has digits, or capitals behind small letters; words have neither. */
const MIXED = /[0-9]|[a-z][A-Z]/;
const NEXT_LINE = /\r?\n[A-Za-z0-9+/]{4,80}={0,2}(?![A-Za-z0-9+/])/y;
const BETWEEN_PARTS = /[/_+-]/;
const SHORTEST = 14;
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
  for (
    let { start: index, end } = nextBlock(text, 0);
    index < text.length;
    { start: index, end } = nextBlock(text, end)
  ) {
    const block = text.slice(index, end);
    if (index < free || !MIXED.test(block)) continue;
    const last = wrappedEnd(text, end, block.length);
    const whole = decode(text.slice(index, last));
    if (whole !== undefined) {
      rewrite.replace(index, last, whole);
      free = last;
    } else if (BETWEEN_PARTS.test(block)) readParts(rewrite, block, index);
  }
  return rewrite.finish();
}

/** The next run of 14 characters or more of base64, with its padding; at the end of the text where there is none. Looks at every fourteenth character of other text. */
function nextBlock(text: string, from: number): { start: number; end: number } {
  for (let start = from; start + SHORTEST <= text.length; ) {
    let at = start + SHORTEST - 1;
    while (at >= start && isBase64(text.charCodeAt(at))) at--;
    if (at >= start) {
      start = at + 1;
      continue;
    }
    let end = start + SHORTEST;
    while (isBase64(text.charCodeAt(end))) end++;
    for (const most = end + 2; end < most && text.charAt(end) === '='; ) end++;
    return { start, end };
  }
  return { start: text.length, end: text.length };
}

function isBase64(code: number): boolean {
  return (
    (code >= 97 && code <= 122) ||
    (code >= 65 && code <= 90) ||
    (code >= 47 && code <= 57) ||
    code === 43 ||
    code === 45 ||
    code === 95
  );
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
