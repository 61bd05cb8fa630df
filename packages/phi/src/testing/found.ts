import type { Span } from '@sallyport/core';
import { expect } from 'vitest';
import { survey } from '../grammar/survey.ts';
import { resolveOverlaps } from '../overlap.ts';
import type { Recognizer } from '../recognizer.ts';
import { findByRules, rulesOf } from '../rule.ts';

/**
 * The values a recognizer finds in a text, overlaps resolved, in order; for tests. Its rules must find them also where each
 * is asked only about texts that have what it needs.
 */
export function found(recognizer: Recognizer, text: string): readonly string[] {
  const spans = [...recognizer.find(text)];
  expect(findByRules(survey(text), rulesOf(recognizer))).toEqual(spans);
  return spelled(text, resolveOverlaps(text, spans));
}

/** The values of spans, in order, for tests. */
export function spelled(text: string, spans: readonly Span[]): readonly string[] {
  return [...spans].sort((a, b) => a.start - b.start).map(({ start, end }) => text.slice(start, end));
}
