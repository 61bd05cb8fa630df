import type { JsonFault } from './json-sink.ts';

const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/** Up to so many characters a loop is faster than the native functions. */
const SHORT = 24;

/** A string that was read: its decoded text, and the offset after its closing quote. */
export interface JsonString {
  readonly text: string;
  readonly end: number;
}

/**
 * Reads the JSON string whose opening quote stands at `start`, RFC 8259 §7. Gives `cut` where the source ends before it
 * does, and the fault of one that is malformed, or whose text would hold a lone surrogate.
 */
export function readJsonString(source: string, start: number): JsonString | JsonFault | 'cut' {
  let at = start + 1;
  let plain = true;
  for (const near = start + SHORT; at < near; at += 1) {
    const code = source.charCodeAt(at);
    if (code === QUOTE) return readBetween(source, { start, quote: at, plain });
    if (code === BACKSLASH) at += 1;
    if (code === BACKSLASH || code < 0x20) plain = false;
  }
  const quote = closingQuote(source, at);
  return quote < 0 ? 'cut' : readBetween(source, { start, quote, plain: false });
}

/** The offset of the first quote without a backslash of its own, or -1. No escape lies across `start`. */
function closingQuote(source: string, start: number): number {
  for (let quote = source.indexOf('"', start); quote >= 0; quote = source.indexOf('"', quote + 1)) {
    let before = quote;
    while (before > start && source.charCodeAt(before - 1) === BACKSLASH) before -= 1;
    if ((quote - before) % 2 === 0) return quote;
  }
  return -1;
}

/** Reads what stands between two quotes. What is `plain` has neither escapes nor control characters. */
function readBetween(
  source: string,
  { start, quote, plain }: { readonly start: number; readonly quote: number; readonly plain: boolean },
): JsonString | JsonFault {
  const text = plain ? source.slice(start + 1, quote) : decoded(source.slice(start, quote + 1));
  if (text === undefined) return 'body_not_json';
  return text.isWellFormed() ? { text, end: quote + 1 } : 'body_lone_surrogate';
}

function decoded(string: string): string | undefined {
  try {
    return JSON.parse(string) as string;
  } catch {
    return undefined;
  }
}
