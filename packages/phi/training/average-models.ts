import type { ModelSource } from '../src/tagger/read-model.ts';
import { decodeRows, encodeRows, type ModelRow } from './model-rows.ts';

/** A row of the mean in which no weight is so large, in the units of the file, is left out, for size. */
const LEAST = 2;

/**
 * The mean of models that have the same features and learnt in different orders, from different variants: what one of them learnt by chance
 * weighs less in it. It takes the time of one, since scores are sums of weights.
 */
export function averageModels(models: readonly ModelSource[]): ModelSource {
  const [first] = models;
  if (first === undefined) throw new RangeError('no models');
  const mean = (values: readonly number[]) => Math.round(values.reduce((sum, one) => sum + one, 0) / models.length);
  return {
    ...first,
    ...encodeRows(meanRows(models)),
    transitions: first.transitions.map((_, at) => mean(models.map(({ transitions }) => transitions[at] ?? 0))),
    threshold: mean(models.map(({ threshold }) => threshold)),
  };
}

function meanRows(models: readonly ModelSource[]): readonly ModelRow[] {
  const sums = new Map<number, ModelRow>();
  for (const model of models)
    for (const { place, tag, weights } of decodeRows(model)) {
      const before = sums.get(place);
      if (before !== undefined && before.tag !== tag) throw new RangeError('models of different features');
      sums.set(place, { place, tag, weights: weights.map((value, column) => value + (before?.weights[column] ?? 0)) });
    }
  return [...sums.values()]
    .map(({ place, tag, weights }) => ({ place, tag, weights: weights.map((sum) => Math.round(sum / models.length)) }))
    .filter(({ weights }) => Math.max(...weights.map(Math.abs)) >= LEAST)
    .sort((a, b) => a.place - b.place);
}
