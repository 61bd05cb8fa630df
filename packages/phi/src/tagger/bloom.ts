import { mix } from './hash.ts';

/** How many places of a filter a word sets. */
const PLACES = 4;

/** The places of a hash in a filter of so many bits. */
export function placesOf(hash: number, bits: number): readonly number[] {
  return Array.from({ length: PLACES }, (_, index) => placeOf(hash >>> 0, index * stepOf(hash), bits));
}

/** Whether what has this hash may be in a filter (Bloom, CACM 13(7), 1970): never no for what is, seldom yes for what is not. */
export function mayHold(filter: Uint8Array, hash: number): boolean {
  const bits = filter.length * 8;
  const first = hash >>> 0;
  const step = stepOf(hash);
  for (let index = 0; index < PLACES; index++) {
    const place = placeOf(first, index * step, bits);
    if ((((filter[place >> 3] as number) >> (place & 7)) & 1) === 0) return false;
  }
  return true;
}

function stepOf(hash: number): number {
  return (mix(hash | 0, 0x9e37) >>> 1) | 1;
}

function placeOf(first: number, ahead: number, bits: number): number {
  return (first + ahead) % bits;
}

const PLAIN = /^[ -~]*$/;

/** A name as the lists hold it: lower case, without diacritics. */
export function folded(word: string): string {
  if (PLAIN.test(word)) return word.toLowerCase();
  return word.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '');
}
