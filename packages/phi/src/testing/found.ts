import type { Span } from '@sallyport/core';
import { resolveOverlaps } from '../overlap.ts';
import type { Recognizer } from '../recognizer.ts';

/** The values a recognizer finds in a text, overlaps resolved, in order; for tests. */
export function found(recognizer: Recognizer, text: string): readonly string[] {
  return spelled(text, resolveOverlaps(text, [...recognizer.find(text)]));
}

/** The values of spans, in order, for tests. */
export function spelled(text: string, spans: readonly Span[]): readonly string[] {
  return [...spans].sort((a, b) => a.start - b.start).map(({ start, end }) => text.slice(start, end));
}
