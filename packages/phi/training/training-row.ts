import { placeOf, tagOf } from '../src/tagger/rows.ts';

/** The row of a feature in training, where every place has one: -1 where another feature has its place. */
export function trainingRow(feature: number, tags: Int8Array): number {
  const place = placeOf(feature);
  return tags[place] === tagOf(feature) ? place : -1;
}
