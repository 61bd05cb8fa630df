import { ENTITIES, SallyportError, type Span } from '@sallyport/core';
import { isLetGo } from './grammar/let-go.ts';
import { joinByType } from './merge.ts';
import { findPlaceholders, type Stretch } from './seal.ts';
import { isPermitted, withoutState } from './tagger/permitted.ts';

/** No place is longer, and taking states out of one takes a time that grows with the square of its length. */
const LONGEST_PLACE = 256;

/**
 * What of another detector's spans are identifiers: all but what may stay whoever finds it (a bare year, a state, an age below 90, a mask), and no
 * country, no duration and no `today` either, which others like to call places and dates; nothing inside what earlier operators left
 * (`[NAME]`). Raises `engine_invalid` for a span that does not lie in the text, cuts a character in two, has no score from 0 to 1, or is
 * of no known entity. O(n log n) in the number of spans.
 */
export function readClaims(text: string, claims: readonly Span[]): readonly Span[] {
  if (!claims.every((span) => isSpanOf(text, span))) throw new SallyportError('engine_invalid');
  const placeholders = findPlaceholders(text);
  return joinByType(claims)
    .flatMap((span) => outside(span, placeholders))
    .flatMap((span) => (span.end - span.start > LONGEST_PLACE ? [span] : withoutState(text, span)))
    .filter((span) => !isPermitted(text, span) && !isLetGo(text.slice(span.start, span.end), span.type));
}

function isSpanOf(text: string, { start, end, type, score }: Span): boolean {
  const placed = Number.isInteger(start) && Number.isInteger(end) && start >= 0 && start < end && end <= text.length;
  return (
    placed && ENTITIES.includes(type) && score >= 0 && score <= 1 && !cutsPair(text, start) && !cutsPair(text, end)
  );
}

/** Whether a surrogate pair stands across the offset. */
function cutsPair(text: string, at: number): boolean {
  return at > 0 && /^[\uD800-\uDBFF][\uDC00-\uDFFF]$/.test(text.slice(at - 1, at + 1));
}

/** What of a span lies outside of the stretches, which are sorted and disjoint. */
function outside(span: Span, stretches: readonly Stretch[]): readonly Span[] {
  const left: Span[] = [];
  let start = span.start;
  let next = firstEndingAfter(stretches, start);
  for (let stretch = stretches[next]; stretch !== undefined && stretch.start < span.end; stretch = stretches[++next]) {
    if (stretch.start > start) left.push({ ...span, start, end: stretch.start });
    start = stretch.end;
  }
  if (start < span.end) left.push({ ...span, start });
  return left;
}

function firstEndingAfter(stretches: readonly Stretch[], offset: number): number {
  let [low, high] = [0, stretches.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((stretches[middle]?.end ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  return low;
}
