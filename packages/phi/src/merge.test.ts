import type { Span } from '@sallyport/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mergeSpans } from './merge.ts';

const span = (start: number, end: number, type: Span['type'], score: number): Span => ({ start, end, type, score });
const TEXT = 'abcdefghijklmnopqrst';

const anySpan = fc
  .tuple(
    fc.nat({ max: 18 }),
    fc.integer({ min: 1, max: 9 }),
    fc.constantFrom('NAME' as const, 'SSN' as const),
    fc.nat({ max: 3 }),
  )
  .map(([start, length, type, score]) => span(start, Math.min(TEXT.length, start + length), type, (score + 1) / 4));
const anyLists = fc.array(fc.array(anySpan, { maxLength: 5 }), { maxLength: 4 });

function covered(spans: readonly Span[]): string {
  return [...TEXT].map((_, at) => spans.some(({ start, end }) => start <= at && at < end)).join();
}

describe('mergeSpans', () => {
  it('covers all that any list covers and nothing else, sorted and without overlap', () => {
    fc.assert(
      fc.property(anyLists, (lists) => {
        const merged = mergeSpans(TEXT, lists);
        expect(covered(merged)).toBe(covered(lists.flat()));
        expect(merged.every(({ start }, at) => start >= (merged[at - 1]?.end ?? 0))).toBe(true);
      }),
    );
  });

  it('covers the same whatever the order of the lists, and changes nothing twice', () => {
    fc.assert(
      fc.property(anyLists, (lists) => {
        const merged = mergeSpans(TEXT, lists);
        expect(covered(mergeSpans(TEXT, lists.toReversed()))).toBe(covered(merged));
        expect(mergeSpans(TEXT, [merged])).toEqual(merged);
        expect(mergeSpans(TEXT, [merged, ...lists])).toHaveLength(merged.length);
      }),
    );
  });

  it('joins overlapping spans of one entity, keeping the finer name', () => {
    const street = { ...span(0, 6, 'LOCATION', 0.5), subtype: 'street' };
    expect(mergeSpans(TEXT, [[street], [span(3, 9, 'LOCATION', 0.9)]])).toEqual([
      { ...span(0, 9, 'LOCATION', 0.9), subtype: 'street' },
    ]);
  });

  it('gives a stretch of several entities to the highest score', () => {
    const merged = mergeSpans(TEXT, [[span(0, 6, 'NAME', 0.5)], [span(4, 9, 'SSN', 0.9)]]);
    expect(merged).toEqual([span(0, 4, 'NAME', 0.5), span(4, 9, 'SSN', 0.9)]);
  });

  it('leaves the lists as they are, and gives frozen spans', () => {
    const lists = [[span(3, 9, 'NAME', 0.5)], [span(0, 6, 'NAME', 0.9)]];
    const before = structuredClone(lists);
    const merged = mergeSpans(TEXT, lists);
    expect(lists).toEqual(before);
    expect(Object.isFrozen(merged) && merged.every(Object.isFrozen)).toBe(true);
    expect(mergeSpans(TEXT, [])).toEqual([]);
  });
});
