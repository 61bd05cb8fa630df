import type { Span } from '@sallyport/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { resolveOverlaps } from './overlap.ts';

const span = (start: number, end: number, type: Span['type'], score: number): Span => ({ start, end, type, score });

describe('resolveOverlaps', () => {
  it('gives a stretch to the highest score', () => {
    expect(resolveOverlaps('abcdef', [span(0, 6, 'NAME', 0.5), span(0, 6, 'SSN', 0.9)])).toEqual([
      span(0, 6, 'SSN', 0.9),
    ]);
  });

  it('prefers the longer span where scores are equal', () => {
    expect(resolveOverlaps('abcdef', [span(0, 3, 'NAME', 0.5), span(0, 6, 'URL', 0.5)])).toEqual([
      span(0, 6, 'URL', 0.5),
    ]);
  });

  it('keeps the rest of a loser covered, trimmed to letters and digits', () => {
    const spans = [span(0, 3, 'SSN', 0.9), span(0, 9, 'NAME', 0.5)];
    expect(resolveOverlaps('abc, def.', spans)).toEqual([span(0, 3, 'SSN', 0.9), span(5, 8, 'NAME', 0.5)]);
  });

  it('drops a rest that holds neither', () => {
    expect(resolveOverlaps('abc, .', [span(0, 3, 'SSN', 0.9), span(0, 6, 'NAME', 0.5)])).toEqual([
      span(0, 3, 'SSN', 0.9),
    ]);
  });

  it('covers every letter the input covered, without overlap', () => {
    const text = 'abcdefghijklmnopqrst';
    const anySpan = fc
      .tuple(
        fc.nat({ max: 18 }),
        fc.integer({ min: 1, max: 9 }),
        fc.constantFrom('NAME' as const, 'SSN' as const),
        fc.nat({ max: 3 }),
      )
      .map(([start, length, type, score]) => span(start, Math.min(text.length, start + length), type, (score + 1) / 4));
    const covered = (spans: readonly Span[]): string =>
      [...text].map((_, at) => spans.some((s) => s.start <= at && at < s.end)).join();
    fc.assert(
      fc.property(fc.array(anySpan, { maxLength: 8 }), (spans) => {
        const resolved = resolveOverlaps(text, spans);
        expect(covered(resolved)).toBe(covered(spans));
        expect(resolved.every((s, i) => s.start >= (resolved[i - 1]?.end ?? 0))).toBe(true);
      }),
    );
  });
});
