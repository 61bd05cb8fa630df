import { hashText } from './hash.ts';

/** How many places there are for the classes of words: a power of two. */
export const CLASS_PLACES = 1 << 19;

/** The place of a word's class. */
export function classPlace(word: string): number {
  return (hashText(word) >>> 5) & (CLASS_PLACES - 1);
}

/** What words end with when they are bent, and what the word itself has there. */
const ENDINGS: readonly (readonly [string, string])[] = [
  ['ies', 'y'],
  ['es', ''],
  ['s', ''],
  ['ied', 'y'],
  ['ed', ''],
  ['ed', 'e'],
  ['ing', ''],
  ['ing', 'e'],
  ['er', ''],
  ['ly', ''],
];
const SHORTEST = 3;

/**
 * What a word in lower case, of ASCII letters, means, as a number from 1 on: motion, talk, a part of the body, a person, a preposition of place, and
 * so on; 0 where that is not known. Bent words mean what the word itself means. A word that nobody listed is seldom taken for one that is.
 */
export function classOfWord(lower: string, classes: Uint8Array): number {
  const own = classes[classPlace(lower)] as number;
  if (own !== 0) return own;
  for (const [ending, instead] of ENDINGS) {
    if (!lower.endsWith(ending) || lower.length - ending.length < SHORTEST) continue;
    const word = lower.slice(0, lower.length - ending.length) + instead;
    const of = classes[classPlace(word)] as number;
    if (of !== 0) return of;
    const last = word.length - 1;
    // `stopped`, `running`
    if (instead === '' && word.charAt(last) === word.charAt(last - 1)) {
      const single = classes[classPlace(word.slice(0, last))] as number;
      if (single !== 0) return single;
    }
  }
  return 0;
}
