import type { Span } from '@sallyport/core';
import { isWeekday } from './grammar/weekday.ts';

const BETWEEN = /^[.,]? ?$/;

/** The article of a day: `the` and `18th of May`. */
const ARTICLE = /^the$/i;

/**
 * Joins a date with the weekday or the article before it, where the two were found by different detectors. One walk over the spans, which must be sorted
 * and disjoint, and stay so.
 */
export function joinDates(text: string, spans: readonly Span[]): readonly Span[] {
  const joined: Span[] = [];
  for (const span of spans) {
    const last = joined.at(-1);
    if (last?.type === 'DATE' && span.type === 'DATE' && isDayOf(text, last, span)) {
      joined[joined.length - 1] = { ...span, start: last.start };
    } else joined.push(span);
  }
  return joined;
}

function isDayOf(text: string, first: Span, second: Span): boolean {
  const before = text.slice(first.start, first.end);
  return BETWEEN.test(text.slice(first.end, second.start)) && (isWeekday(before) || ARTICLE.test(before));
}
