import type { Span } from '@sallyport/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyDisguisedText } from '../testing/disguises.ts';
import { normalise } from './normalise.ts';

const span = (start: number, end: number, score = 1): Span => ({ start, end, type: 'NAME', score });

describe('normalise: laws on any text', () => {
  it('maps every unit of the view to a stretch of the original, in order', () => {
    fc.assert(
      fc.property(anyDisguisedText, (text) => {
        const view = normalise(text);
        let last = span(0, 0);
        for (let at = 0; at < view.text.length; at++) {
          const place = view.toOriginal([span(at, at + 1)])[0] ?? span(0, 0);
          expect(place.start).toBeGreaterThanOrEqual(last.start);
          expect(place.end).toBeGreaterThanOrEqual(last.end);
          expect(place.end).toBeGreaterThan(place.start);
          last = place;
        }
        expect(last.end).toBeLessThanOrEqual(text.length);
      }),
      { numRuns: 500 },
    );
  });

  it('maps a span to what lies between its first unit and its last', () => {
    fc.assert(
      fc.property(anyDisguisedText, fc.nat(), fc.nat(), (text, from, length) => {
        const view = normalise(text);
        if (view.text === '') return;
        const start = from % view.text.length;
        const end = Math.min(view.text.length, start + 1 + (length % 9));
        const [first] = view.toOriginal([span(start, start + 1)]);
        const [last] = view.toOriginal([span(end - 1, end)]);
        expect(view.toOriginal([span(start, end)])).toEqual([span(first?.start ?? -1, last?.end ?? -1)]);
      }),
    );
  });

  it('leaves no half of a surrogate pair that was whole', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const view = normalise(text);
        for (const { index, 0: character } of view.text.matchAll(/[\s\S]/gu)) {
          const place = view.toOriginal([span(index, index + character.length)])[0];
          expect(text.slice(place?.start, place?.end).isWellFormed()).toBe(true);
        }
      }),
    );
  });

  it('gives ordinary text back as it is', () => {
    const text = 'Pt seen 4/17, BP 120/80 & stable; 95% on RA.\nWBC 9.7 - Hgb 12.8\n\n- gastroesophageal reflux, Δ 3 %';
    const spans = [span(3, 7)];
    expect(normalise(text).text).toBe(text);
    expect(normalise(text).toOriginal(spans)).toBe(spans);
  });
});

describe('normalise: spans within one stretch', () => {
  const text = `x ${btoa('Ines Calloway, 321-54-9876')} y`;

  it('become one, of the surer type', () => {
    const view = normalise(text);
    expect(view.text).toBe('x Ines Calloway, 321-54-9876 y');
    const found = view.toOriginal([span(2, 15, 0.5), { ...span(17, 28, 0.9), type: 'SSN' }]);
    expect(found).toEqual([{ start: 2, end: text.length - 2, type: 'SSN', score: 0.9 }]);
  });
});
