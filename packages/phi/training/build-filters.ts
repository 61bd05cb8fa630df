import { folded, placesOf } from '../src/tagger/bloom.ts';
import type { Inventories } from './inventories.ts';

const BITS_PER_WORD = 10;

/** The name lists, in the order of their bits. */
export function filterWords({
  given,
  family,
  cities,
  words,
  countries,
  medical,
}: Inventories): readonly (readonly string[])[] {
  const single = (list: readonly string[]) => [
    ...new Set(list.flatMap((one) => folded(one).split(/[ -]/)).filter((one) => one.length > 1)),
  ];
  return [
    single(given),
    single(family),
    single(cities),
    words.filter((one) => one === one.toLowerCase()).map(folded),
    single(countries),
    ...medical.map((list) => list.map(folded)),
  ];
}

/** Makes a Bloom filter of words. */
export function buildFilter(words: readonly string[]): Uint8Array {
  const filter = new Uint8Array(Math.ceil((words.length * BITS_PER_WORD) / 8));
  for (const word of words) {
    for (const place of placesOf(word, filter.length * 8)) {
      filter[place >> 3] = (filter[place >> 3] ?? 0) | (1 << (place & 7));
    }
  }
  return filter;
}
