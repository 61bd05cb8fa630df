import { describe, expect, it } from 'vitest';
import { growthOf, SIZES } from './measure-proofs.ts';

/** Times of proofs and verifications by the size of the tree. */
const timesOf = (micros: (size: number) => number) =>
  new Map(
    SIZES.flatMap((size) =>
      ['inclusion proof', 'consistency proof', 'inclusion verified', 'consistency verified'].map(
        (work) => [`${work}, ${size} entries`, [micros(size), micros(size), Number.POSITIVE_INFINITY]] as const,
      ),
    ),
  );

describe('growthOf', () => {
  it('is 1 for time that grows by the logarithm, less for less, and far more for what is linear', () => {
    expect(growthOf(timesOf(Math.log), ' proof')).toBeCloseTo(1);
    expect(
      growthOf(
        timesOf(() => 7),
        ' verified',
      ),
    ).toBeCloseTo(0.5);
    expect(
      growthOf(
        timesOf((size) => size),
        ' proof',
      ),
    ).toBeCloseTo(500);
  });
});
