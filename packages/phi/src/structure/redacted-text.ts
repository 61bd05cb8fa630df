import type { Span } from '@sallyport/core';
import { writtenValues } from './written-values.ts';

/** A text with its spans redacted, and where each place of it stood before. */
export interface RedactedText {
  readonly text: string;
  readonly placeOf: (place: number) => number;
}

interface Moved {
  /** From here on, in the redacted text, places have moved by `by`. */
  readonly from: number;
  readonly by: number;
}

/** Redacts the spans of a record as `redact` does. `spans` must be sorted and disjoint. */
export function redactedText(text: string, spans: readonly Span[]): RedactedText {
  const written = writtenValues(text, spans);
  const moves: Moved[] = [];
  const parts: string[] = [];
  let from = 0;
  let length = 0;
  for (const { start, end, type } of spans) {
    const placeholder = written.get(start)?.write(`[${type}]`) ?? `[${type}]`;
    parts.push(text.slice(from, start), placeholder);
    length += start - from + placeholder.length;
    from = end;
    moves.push({ from: length, by: end - length });
  }
  parts.push(text.slice(from));
  return { text: parts.join(''), placeOf: (place) => place + moveAt(moves, place) };
}

function moveAt(moves: readonly Moved[], place: number): number {
  let low = 0;
  let high = moves.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((moves[middle]?.from ?? Infinity) <= place) low = middle + 1;
    else high = middle;
  }
  return moves[low - 1]?.by ?? 0;
}
