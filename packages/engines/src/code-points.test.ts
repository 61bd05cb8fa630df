import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { codePointOffsets } from './code-points.ts';

describe('codePointOffsets', () => {
  it('gives each code point its place, on any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const unitsOf = codePointOffsets(text);
        let units = 0;
        const points = [...text];
        for (const [at, point] of points.entries()) {
          expect(unitsOf(at)).toBe(units);
          units += point.length;
        }
        expect(unitsOf(points.length)).toBe(text.length);
        expect(unitsOf(points.length + 1)).toBeUndefined();
      }),
    );
  });

  it.each(['plain', 'with 😀', 'lone \uD800'])('knows no place for what is no offset: %j', (text) => {
    for (const offset of [-1, 0.5, Number.NaN, '0', null, undefined, [0]])
      expect(codePointOffsets(text)(offset)).toBeUndefined();
  });

  it('counts a lone surrogate as one', () => {
    expect(['\uD800x', '\uDC00x'].map((text) => codePointOffsets(text)(1))).toEqual([1, 1]);
  });
});
