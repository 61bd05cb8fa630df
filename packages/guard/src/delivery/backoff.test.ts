import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { backoff, retryAfter } from './backoff.ts';

describe('backoff', () => {
  it('doubles from 1 s to 60 s, of which a random part between half and all is waited', () => {
    expect([1, 2, 3, 6, 7, 8, 1_000].map((failures) => backoff(failures, () => 1))).toEqual([
      1_000, 2_000, 4_000, 32_000, 60_000, 60_000, 60_000,
    ]);
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 5_000 }),
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        (failures, random) => {
          const wait = backoff(failures, () => random);
          expect(wait).toBeGreaterThanOrEqual(500);
          expect(wait).toBeLessThanOrEqual(60_000);
        },
      ),
    );
  });
});

describe('retryAfter', () => {
  it.each([
    ['7', 7_000],
    ['0', 0],
    ['86400', 60_000],
    [undefined, 0],
    ['', 0],
    ['-5', 0],
    ['1e9', 0],
    ['99999999999999999999', 0],
    ['Mon, 23 Nov 2026 12:00:00 GMT', 0],
  ])('reads %j as %i ms', (header, ms) => {
    expect(retryAfter(header)).toBe(ms);
  });
});
