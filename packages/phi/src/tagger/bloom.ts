import { hashText, mix } from './hash.ts';

/** How many places of a filter a word sets. */
const PLACES = 4;

/** The places of a word in a filter of so many bits. */
export function placesOf(word: string, bits: number): readonly number[] {
  const first = hashText(word) >>> 0;
  const step = (mix(first | 0, 0x9e37) >>> 0) | 1;
  return Array.from({ length: PLACES }, (_, index) => (first + index * step) % bits);
}

/** Whether a word may be in a filter (Bloom, CACM 13(7), 1970): never no for one that is, seldom yes for one that is not. */
export function mayHold(filter: Uint8Array, word: string): boolean {
  const bits = filter.length * 8;
  const first = hashText(word) >>> 0;
  const step = (mix(first | 0, 0x9e37) >>> 0) | 1;
  for (let index = 0; index < PLACES; index++) {
    const place = (first + index * step) % bits;
    if ((((filter[place >> 3] as number) >> (place & 7)) & 1) === 0) return false;
  }
  return true;
}

const PLAIN = /^[ -~]*$/;

/** A name as the lists hold it: lower case, without diacritics. */
export function folded(word: string): string {
  if (PLAIN.test(word)) return word.toLowerCase();
  return word.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '');
}
