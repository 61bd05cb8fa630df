import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { weightAt } from './lanes.ts';
import source from './model.json' with { type: 'json' };
import { readModel } from './read-model.ts';
import { RowFinder } from './row-finder.ts';
import { findRows } from './rows.ts';

const { rows } = readModel(source);
const MOST = 6;
// Few, so that they come again, and drive each other out of what is remembered.
const feature = fc.oneof(
  fc.integer({ min: -40, max: 40 }),
  fc.nat(7).map((high) => high << 13),
);

describe('RowFinder', () => {
  it('finds the weights of features, seen before or not', () => {
    const finder = new RowFinder(rows, MOST);
    const weightsAt = (starts: Int32Array, count: number): readonly number[] =>
      Array.from({ length: 12 * count }, (_, index) =>
        weightAt(rows.weights, starts[Math.floor(index / 12)] ?? 0, index % 12),
      );
    fc.assert(
      fc.property(fc.array(feature, { maxLength: MOST }), (features) => {
        const starts = new Int32Array(MOST);
        findRows(Int32Array.from(features), features.length, { rows, starts });
        finder.find(Int32Array.from(features), features.length);
        expect(weightsAt(finder.starts, features.length)).toEqual(weightsAt(starts, features.length));
        finder.remember();
      }),
    );
  });
});
