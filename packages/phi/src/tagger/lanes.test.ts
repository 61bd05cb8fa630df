import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LABELS } from './labels.ts';
import { NO_WEIGHTS, putVotes, putWeight, ROW_LANES, SUM_LANES, sumOf, VOTE_BIAS, weightAt } from './lanes.ts';

const weight = fc.integer({ min: -45, max: 45 });

describe('lanes', () => {
  it('give back the weights put in, and 0 for the others', () => {
    fc.assert(
      fc.property(fc.array(weight, { minLength: 12, maxLength: 12 }), (values) => {
        const weights = new Int32Array(3 * ROW_LANES).fill(NO_WEIGHTS);
        for (const [column, value] of values.entries()) putWeight(weights, 1, { column, value });
        expect(values.map((_, column) => weightAt(weights, 1, column))).toEqual(values);
        expect(weightAt(weights, 0, 3)).toBe(0);
        expect(weightAt(weights, 2, 0)).toBe(0);
      }),
    );
  });

  it('add up label by label', () => {
    const votes = fc.array(fc.integer({ min: -3000, max: 3000 }), { minLength: LABELS, maxLength: LABELS });
    fc.assert(
      fc.property(fc.array(votes, { minLength: 1, maxLength: 9 }), (all) => {
        const sums = new Int32Array(SUM_LANES);
        const own = new Int32Array(SUM_LANES);
        for (const one of all) {
          putVotes(own, 0, one);
          for (let lane = 0; lane < SUM_LANES; lane++) sums[lane] = (sums[lane] ?? 0) + (own[lane] ?? 0);
        }
        const expected = Array.from({ length: LABELS }, (_, label) =>
          all.reduce((sum, one) => sum + (one[label] ?? 0), 0),
        );
        expect(expected.map((_, label) => sumOf(sums, label, all.length * VOTE_BIAS))).toEqual(expected);
      }),
    );
  });
});
