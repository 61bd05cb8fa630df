import { folded, placesOf } from '../src/tagger/bloom.ts';
import { hashText, mix } from '../src/tagger/hash.ts';
import type { Inventories } from './inventories.ts';

/** Long lists are held more closely: a word that is not in one is taken for one of it in 6 of a hundred cases, else in 2. */
const BITS_PER_WORD = (count: number): number => (count > 50_000 ? 6 : 8);

/** The name lists, in the order of their bits. */
export function filterWords(inventories: Inventories): readonly (readonly string[])[] {
  const { given, family, cities, words, countries, common, rare, dictionary, medical } = inventories;
  const single = (list: readonly string[]) => [
    ...new Set(list.flatMap((one) => folded(one).split(/[ -]/)).filter((one) => one.length > 1)),
  ];
  const whole = (list: readonly string[]) => [...new Set(list.map(folded).filter((one) => /^[^ ]{2,}$/.test(one)))];
  return [
    single(given),
    single(common.given),
    single(rare.given),
    single(family),
    single(common.family),
    single(rare.family),
    single(cities),
    whole(common.cities),
    whole(rare.cities),
    words.filter((one) => one === one.toLowerCase()).map(folded),
    dictionary.filter((one) => one.length < 10),
    single(countries),
    ...medical.map((list) => list.map(folded)),
  ];
}

/** The pairs of neighbouring words in the names of places, as hashes. */
export function placePairs({ cities, common, rare }: Inventories): readonly number[] {
  const pairs = new Set<number>();
  for (const name of [...cities, ...common.cities, ...rare.cities]) {
    for (const form of [name.toLowerCase(), folded(name)]) {
      const words = form
        .split(/[ -]/)
        .filter(Boolean)
        .map((word) => hashText(word));
      for (let at = 1; at < words.length; at++) pairs.add(mix(words[at - 1] as number, words[at] as number));
    }
  }
  return [...pairs];
}

/** Makes a Bloom filter of words. */
export function buildFilter(words: readonly string[]): Uint8Array {
  return buildHashFilter(words.map((word) => hashText(word)));
}

/** Makes a Bloom filter of hashes. */
export function buildHashFilter(hashes: readonly number[]): Uint8Array {
  const filter = new Uint8Array(Math.ceil((hashes.length * BITS_PER_WORD(hashes.length)) / 8));
  for (const hash of hashes) {
    for (const place of placesOf(hash, filter.length * 8)) {
      filter[place >> 3] = (filter[place >> 3] ?? 0) | (1 << (place & 7));
    }
  }
  return filter;
}
