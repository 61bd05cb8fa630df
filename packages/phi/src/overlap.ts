import type { Span } from '@sallyport/core';
import { isWordUnit } from './grammar/characters.ts';

/**
 * Resolves overlaps: on every stretch the highest score wins, then the longer span, then the earlier in the list.
 * What a loser has beyond the winner stays covered under the loser's own type, if it holds a letter or digit.
 * The result is sorted and disjoint and covers whatever the input covered. O(n log n) for lists in which few spans
 * lie over one another, as those of recognizers do.
 */
export function resolveOverlaps(text: string, spans: readonly Span[]): readonly Span[] {
  if (spans.length < 2) return spans;
  const sorted = spans.toSorted((a, b) => a.start - b.start || b.end - a.end);
  const resolved: Span[] = [];
  for (let from = 0; from < sorted.length; ) {
    const to = clusterEnd(sorted, from);
    const first = sorted[from];
    if (to === from + 1 && first !== undefined) resolved.push(first);
    else for (const span of resolveCluster(text, sorted.slice(from, to))) resolved.push(span);
    from = to;
  }
  return resolved;
}

/** The index behind the spans, from one on, of which each overlaps one before it. */
function clusterEnd(sorted: readonly Span[], from: number): number {
  let end = sorted[from]?.end ?? 0;
  let to = from + 1;
  for (let span = sorted[to]; span !== undefined && span.start < end; span = sorted[++to])
    end = Math.max(end, span.end);
  return to;
}

function resolveCluster(text: string, sorted: readonly Span[]): readonly Span[] {
  const edges = [...new Set(sorted.flatMap(({ start, end }) => [start, end]))].sort((a, b) => a - b);
  const pieces: Piece[] = [];
  let active: Span[] = [];
  let next = 0;
  edges.forEach((edge, index) => {
    active = active.filter((span) => span.end > edge);
    for (let span = sorted[next]; span?.start === edge; span = sorted[++next]) active.push(span);
    const owner = strongest(active);
    if (owner !== undefined) appendPiece(pieces, { owner, start: edge, end: edges[index + 1] ?? edge });
  });
  return pieces.map((piece) => trimPiece(text, piece)).filter((span) => span !== undefined);
}

interface Piece {
  readonly owner: Span;
  readonly start: number;
  readonly end: number;
}

function strongest(active: readonly Span[]): Span | undefined {
  let best: Span | undefined;
  for (const span of active) {
    if (best === undefined || span.score > best.score) best = span;
    else if (span.score === best.score && span.end - span.start > best.end - best.start) best = span;
  }
  return best;
}

function appendPiece(pieces: Piece[], piece: Piece): void {
  const last = pieces.at(-1);
  if (last?.owner === piece.owner && last.end === piece.start) pieces[pieces.length - 1] = { ...last, end: piece.end };
  else pieces.push(piece);
}

function trimPiece(text: string, { owner, start, end }: Piece): Span | undefined {
  if (start === owner.start && end === owner.end) return owner;
  let first = start;
  let last = end;
  while (first < last && !isWordUnit(text.charCodeAt(first))) first++;
  while (last > first && !isWordUnit(text.charCodeAt(last - 1))) last--;
  return first === last ? undefined : { ...owner, start: first, end: last };
}
