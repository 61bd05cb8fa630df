import type { JsonFault } from './json-sink.ts';

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const SIMPLE_ESCAPES = '"\\/bfnrt';

/** A string that was read: its decoded text, and the offset after its closing quote. */
export interface JsonString {
  readonly text: string;
  readonly end: number;
}

/**
 * Reads the JSON string whose opening quote stands at `start`, RFC 8259 §7.
 * Gives the fault of one that is malformed, or whose text would hold a lone surrogate.
 */
export function readJsonString(source: string, start: number): JsonString | JsonFault {
  let at = start + 1;
  let escaped = false;
  for (;;) {
    const code = source.charCodeAt(at);
    if (code === QUOTE) break;
    if (code === BACKSLASH) {
      const length = escapeLength(source, at);
      if (length === 0) return 'body_not_json';
      escaped = true;
      at += length;
    } else if (code >= 0x20) at += 1;
    // A control character, or NaN at the end of the text
    else return 'body_not_json';
  }
  // Every escape has been judged above, so the native decoder cannot fail
  const text = escaped ? (JSON.parse(source.slice(start, at + 1)) as string) : source.slice(start + 1, at);
  return text.isWellFormed() ? { text, end: at + 1 } : 'body_lone_surrogate';
}

/** The length of the escape at an offset, or 0 where there is none. */
function escapeLength(source: string, at: number): number {
  const letter = source.charAt(at + 1);
  if (letter === 'u') {
    for (let digit = at + 2; digit < at + 6; digit++) if (!isHexDigit(source.charCodeAt(digit))) return 0;
    return 6;
  }
  return letter !== '' && SIMPLE_ESCAPES.includes(letter) ? 2 : 0;
}

function isHexDigit(code: number): boolean {
  const lower = code | 0x20;
  return (code >= 0x30 && code <= 0x39) || (lower >= 0x61 && lower <= 0x66);
}
