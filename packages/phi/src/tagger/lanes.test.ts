import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LABELS } from './labels.ts';
import { NO_WEIGHTS, putVotes, ROW_LANES, SUM_LANES, sumOf, VOTE_BIAS, weightAt } from './lanes.ts';

const weight = fc.integer({ min: -45, max: 45 });

describe('lanes', () => {
  it('give back the weight in each column', () => {
    fc.assert(
      fc.property(fc.array(weight, { minLength: 12, maxLength: 12 }), (values) => {
        const weights = new Int32Array(3 * ROW_LANES).fill(NO_WEIGHTS);
        for (const [column, value] of values.entries()) {
          const at = ROW_LANES + (column >> 2);
          weights[at] = (weights[at] ?? 0) + (value << (8 * (column & 3)));
        }
        expect(values.map((_, column) => weightAt(weights, ROW_LANES, column))).toEqual(values);
        expect(weightAt(weights, 0, 3)).toBe(0);
        expect(weightAt(weights, 2 * ROW_LANES, 0)).toBe(0);
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
