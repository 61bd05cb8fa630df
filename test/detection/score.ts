import type { Entity, Span } from '@sallyport/core';
import type { MarkedDocument } from '@sallyport/testkit';

/** How detection did on marked texts. */
export interface Score {
  /** The share of identifiers of which every letter and digit is covered, whatever the spans are called. */
  readonly recall: number;
  readonly byEntity: ReadonlyMap<Entity, number>;
  /** Spans that touch no identifier, of a thousand words. */
  readonly falsePerThousand: number;
  readonly identifiers: number;
}

const LETTER_OR_DIGIT = /[\p{L}\p{N}]/u;

/** Scores what a detector finds. */
export function score(documents: readonly MarkedDocument[], find: (text: string) => readonly Span[]): Score {
  const counts = new Map<Entity, { all: number; whole: number }>();
  let words = 0;
  let wrong = 0;
  for (const { text, spans, ungraded } of documents) {
    const found = find(text);
    words += text.split(/\s+/).filter(Boolean).length;
    wrong += found.filter((span) => ![...spans, ...ungraded].some((place) => overlaps(place, span))).length;
    for (const span of spans) {
      const count = counts.get(span.type) ?? { all: 0, whole: 0 };
      counts.set(span.type, { all: count.all + 1, whole: count.whole + (isCovered(text, span, found) ? 1 : 0) });
    }
  }
  const all = [...counts.values()];
  const identifiers = all.reduce((sum, count) => sum + count.all, 0);
  return {
    recall: all.reduce((sum, count) => sum + count.whole, 0) / identifiers,
    byEntity: new Map([...counts].map(([entity, count]) => [entity, count.whole / count.all])),
    falsePerThousand: (wrong / words) * 1000,
    identifiers,
  };
}

interface Place {
  readonly start: number;
  readonly end: number;
}

function overlaps(a: Place, b: Place): boolean {
  return a.start < b.end && b.start < a.end;
}

function isCovered(text: string, { start, end }: Place, found: readonly Place[]): boolean {
  for (let at = start; at < end; at++) {
    if (LETTER_OR_DIGIT.test(text.charAt(at)) && !found.some((span) => span.start <= at && at < span.end)) return false;
  }
  return true;
}
