import type { Span } from '@sallyport/core';
import { isWeekday } from './grammar/weekday.ts';

const BETWEEN = /^[.,]? ?$/;

/** The article of a day: `the` and `18th of May`. */
const ARTICLE = /^the$/i;

const WORD_BEFORE = /(?<![\p{L}\p{N}])(\p{L}{2,10}(?:-feira)?)[.,]{0,2} {1,2}$/u;
const LONGEST_BEFORE = 20;

/**
 * Joins a date with the weekday or the article before it, whether the two were found by different detectors or only the date. One walk over the spans, which
 * must be sorted and disjoint, and stay so.
 */
export function joinDates(text: string, spans: readonly Span[]): readonly Span[] {
  const joined: Span[] = [];
  for (const span of spans) {
    const last = joined.at(-1);
    if (last?.type === 'DATE' && span.type === 'DATE' && isDayOf(text, last, span)) {
      joined[joined.length - 1] = { ...span, start: last.start };
    } else joined.push(span.type === 'DATE' ? withWeekday(text, span, last?.end ?? 0) : span);
  }
  return joined;
}

function isDayOf(text: string, first: Span, second: Span): boolean {
  const before = text.slice(first.start, first.end);
  return BETWEEN.test(text.slice(first.end, second.start)) && (isWeekday(before) || ARTICLE.test(before));
}

/** A date with the weekday that stands before it, but for what another span holds. */
function withWeekday(text: string, span: Span, from: number): Span {
  const before = text.slice(Math.max(from, span.start - LONGEST_BEFORE), span.start);
  const [all = '', word = ''] = WORD_BEFORE.exec(before) ?? [];
  return isWeekday(word) ? { ...span, start: span.start - all.length } : span;
}
