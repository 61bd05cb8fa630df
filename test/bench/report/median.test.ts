import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { median, quantile } from './median.ts';

const VALUES = fc.array(fc.double({ noNaN: true, min: -1e6, max: 1e6 }), { minLength: 1, maxLength: 50 });

describe('median', () => {
  it.each([
    [[3], 3],
    [[9, 1, 5], 5],
    [[4, 1, 3, 2], 2.5],
    [[10, 9], 9.5],
    [[], Number.NaN],
  ])('of %j is %d', (values, expected) => {
    expect(median(values)).toBe(expected);
  });

  it('has as many values below it as above', () => {
    fc.assert(
      fc.property(VALUES, (values) => {
        const middle = median(values);
        const below = values.filter((value) => value < middle).length;
        const above = values.filter((value) => value > middle).length;
        expect(Math.max(below, above)).toBeLessThanOrEqual(values.length / 2);
      }),
    );
  });

  it('leaves its input as it was', () => {
    const values = [3, 1, 2];
    median(values);
    expect(values).toEqual([3, 1, 2]);
  });
});

describe('quantile', () => {
  it.each([
    [0, 1],
    [0.5, 5],
    [0.95, 10],
    [1, 10],
  ])('at %d of one to ten is %d', (share, expected) => {
    expect(quantile([10, 9, 8, 7, 6, 5, 4, 3, 2, 1], share)).toBe(expected);
  });

  it('is one of the values, and never falls as the share grows', () => {
    fc.assert(
      fc.property(
        VALUES,
        fc.double({ noNaN: true, min: 0, max: 1 }),
        fc.double({ noNaN: true, min: 0, max: 1 }),
        (values, a, b) => {
          const low = quantile(values, Math.min(a, b));
          const high = quantile(values, Math.max(a, b));
          expect(values).toContain(low);
          expect(low).toBeLessThanOrEqual(high);
        },
      ),
    );
  });

  it('of nothing is not a number', () => {
    expect(quantile([], 0.5)).toBeNaN();
  });
});
