import { describe, expect, it } from 'vitest';
import source from '../src/tagger/model.json' with { type: 'json' };
import { averageModels } from './average-models.ts';
import { COLUMNS, decodeRows, encodeRows, type ModelRow } from './model-rows.ts';

const row = (place: number, first: number, tag = 1): ModelRow => ({
  place,
  tag,
  weights: Array.from({ length: COLUMNS }, (_, column) => (column === 0 ? first : 0)),
});
const model = (rows: readonly ModelRow[], threshold = 0) => ({ ...source, ...encodeRows(rows), threshold });
const firsts = (of: ReturnType<typeof averageModels>) =>
  [...decodeRows(of)].map(({ place, weights }) => [place, weights[0]]);

describe('rows of a model', () => {
  it('are read as they were written, over gaps of any length', () => {
    const rows = [row(0, 45), row(1, -45), row(90, 3), row(181, 4, 7), row(1_000_000, -1)];
    expect([...decodeRows(encodeRows(rows))]).toEqual(rows);
  });

  it('of the shipped model are written again as they are', () => {
    const { gaps, tags, columns, values } = source;
    expect(encodeRows(decodeRows(source))).toEqual({ gaps, tags, columns, values });
  });
});

describe('the mean of models', () => {
  it('has the means of weights and thresholds, where a row that one of them lacks counts as nothing', () => {
    const mean = averageModels([model([row(1, 10), row(5, 9)], -10), model([row(1, 20)], -20)]);
    expect(firsts(mean)).toEqual([
      [1, 15],
      [5, 5],
    ]);
    expect(mean.threshold).toBe(-15);
  });

  it('lacks rows without any weight that says something', () => {
    expect(firsts(averageModels([model([row(1, 3), row(2, 4)]), model([])]))).toEqual([
      [1, 2],
      [2, 2],
    ]);
    expect(firsts(averageModels([model([row(1, 2)]), model([])]))).toEqual([]);
  });

  it('is that of one model, for one', () => {
    expect(averageModels([source])).toEqual(source);
  });

  it('cannot be taken of models of different features, nor of none', () => {
    expect(() => averageModels([model([row(1, 9)]), model([row(1, 9, 2)])])).toThrow(RangeError);
    expect(() => averageModels([])).toThrow(RangeError);
  });
});
