import type { Span } from '@sallyport/core';
import { resolveOverlaps } from './overlap.ts';

/**
 * The union of several detectors' spans of one text: sorted, free of overlaps, and covering whatever any of them covers. Overlapping
 * spans of one entity become one; elsewhere the higher score wins a stretch. O(n log n), whatever lies over one another.
 */
export function mergeSpans(text: string, lists: readonly (readonly Span[])[]): readonly Span[] {
  const filled = lists.filter((list) => list.length > 0);
  const merged = resolveOverlaps(text, joinByType(filled.flat()));
  return Object.freeze(merged.map((span) => Object.freeze({ ...span })));
}

/** Joins spans of one entity that overlap. Afterwards no more lie over one another than there are entities, so that resolving them stays cheap. */
export function joinByType(spans: readonly Span[]): readonly Span[] {
  const open = new Map<string, Span>();
  const joined: Span[] = [];
  for (const span of spans.toSorted((a, b) => a.start - b.start || b.end - a.end)) {
    const before = open.get(span.type);
    if (before !== undefined && span.start < before.end) {
      open.set(span.type, join(before, span));
    } else {
      if (before !== undefined) joined.push(before);
      open.set(span.type, span);
    }
  }
  return [...joined, ...open.values()];
}

function join(first: Span, second: Span): Span {
  const [stronger, weaker] = second.score > first.score ? [second, first] : [first, second];
  const subtype = stronger.subtype ?? weaker.subtype;
  const { type, score } = stronger;
  const end = Math.max(first.end, second.end);
  return { start: first.start, end, type, score, ...(subtype === undefined ? {} : { subtype }) };
}
