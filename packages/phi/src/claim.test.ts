import type { Entity, Span } from '@sallyport/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readClaims } from './claim.ts';

const claim = (start: number, end: number, type: Entity = 'NAME', score = 0.5): Span => ({ start, end, type, score });

/** What is left of a claim on a whole text. */
function left(text: string, type: Entity): readonly string[] {
  return readClaims(text, [claim(0, text.length, type)]).map(({ start, end }) => text.slice(start, end));
}

describe('readClaims', () => {
  it.each([
    ['LOCATION', 'Texas'],
    ['LOCATION', 'TX'],
    ['LOCATION', 'Mexico'],
    ['LOCATION', 'the United States'],
    ['DATE', '2024'],
    ['DATE', 'Tuesday'],
    ['DATE', '3 days'],
    ['DATE', 'the past two weeks'],
    ['DATE', '6-month'],
    ['DATE', '45 years old'],
    ['DATE', 'last year'],
    ['DATE', 'today'],
    ['AGE_OVER_89', '72'],
    ['AGE_OVER_89', '45-year-old'],
    ['AGE_OVER_89', 'eighty-nine'],
    ['AGE_OVER_89', 'forty five years old'],
    ['NAME', '***'],
    ['SSN', '***-**-6789'],
  ] as const)('lets go, as %s, %j', (type, text) => {
    expect(left(text, type)).toEqual([]);
  });

  it.each([
    ['LOCATION', 'Springfield', ['Springfield']],
    ['LOCATION', 'Springfield, IL 62701', ['Springfield', '62701']],
    ['LOCATION', 'Mexico City', ['Mexico City']],
    ['DATE', '03/14/2026', ['03/14/2026']],
    ['DATE', 'March 14', ['March 14']],
    ['DATE', 'Christmas', ['Christmas']],
    ['DATE', '92 years old', ['92 years old']],
    ['AGE_OVER_89', '94', ['94']],
    ['AGE_OVER_89', 'ninety-four', ['ninety-four']],
    ['AGE_OVER_89', '101 years', ['101 years']],
    ['NAME', 'Mexico', ['Mexico']],
    ['OTHER_ID', '2024', ['2024']],
    ['NAME', 'everyone', ['everyone']],
    ['NAME', 'Glucose', ['Glucose']],
    ['LOCATION', 'the recovery room', ['the recovery room']],
    ['OTHER_ID', '16 300', ['16 300']],
    ['DATE', 'the 4th', ['the 4th']],
  ] as const)('keeps, as %s, of %j %j', (type, text, kept) => {
    expect(left(text, type)).toEqual(kept);
  });

  it('leaves what earlier operators left', () => {
    const text = 'Seen [NAME] and [NAME_K7Q2M9XF] of [LOCATION], Delgado';
    const whole = [claim(0, text.length)];
    const spans = readClaims(text, whole);
    expect(spans.map(({ start, end }) => text.slice(start, end))).toEqual(['Seen ', ' and ', ' of ', ', Delgado']);
    expect(readClaims(text, [claim(6, 10), claim(5, 11, 'LOCATION'), claim(17, 20)])).toEqual([]);
  });

  it.each([
    ['behind the text', claim(0, 99)],
    ['before the text', claim(-1, 2)],
    ['empty', claim(1, 1)],
    ['turned round', claim(2, 1)],
    ['between two characters', claim(0.5, 2)],
    ['nowhere', claim(Number.NaN, 2)],
    ['inside a character', claim(0, 3)],
    ['of no entity', { ...claim(0, 1), type: 'ORG' as Entity }],
    ['of no score', claim(0, 1, 'NAME', Number.NaN)],
    ['of a score above 1', claim(0, 1, 'NAME', 85)],
  ])('raises engine_invalid for a span that is %s', (_, span) => {
    expect(() => readClaims('ab😀cd', [span])).toThrow(expect.objectContaining({ code: 'engine_invalid' }));
  });

  it('gives spans that lie within what was claimed, and claims of its own again', () => {
    const parts = fc.array(fc.constantFrom('Delgado ', '[NAME]', '2024 ', 'TX ', '12/03 ', '😀', '*** '), {
      maxLength: 12,
    });
    fc.assert(
      fc.property(parts, fc.infiniteStream(fc.nat()), (words, numbers) => {
        const text = words.join('');
        const [a = 0, b = 0] = [...numbers.take(2)].map((number) => number % (text.length + 1));
        const [start, end] = [Math.min(a, b), Math.max(a, b)];
        if (start === end || parted(text, start) || parted(text, end)) return;
        const spans = readClaims(text, [claim(start, end)]);
        for (const span of spans) expect(span.start >= start && span.end <= end && span.start < span.end).toBe(true);
        expect(readClaims(text, spans)).toEqual(spans);
      }),
    );
  });

  it('reads a hundred thousand claims over one another, and as long a place', () => {
    const text = `${' '.repeat(50_000)}Delgado ${', '.repeat(25_000)}`;
    const claims = Array.from({ length: 100_000 }, (_, at) => claim(at % 50_000, 50_007 + (at % 50_000), 'LOCATION'));
    expect(readClaims(text, claims)).toHaveLength(1);
  });
});

function parted(text: string, at: number): boolean {
  return at > 0 && /^[\uD800-\uDBFF][\uDC00-\uDFFF]$/.test(text.slice(at - 1, at + 1));
}
