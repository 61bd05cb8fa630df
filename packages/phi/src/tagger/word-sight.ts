import { DIGIT_FORMS, digitsForm } from './digits-form.ts';
import { HASH_START, hashText, mix } from './hash.ts';
import { FIRST_TELLING, kindOf, LISTS } from './lists.ts';
import { TOKEN } from './tokens.ts';

/** How far from a token the words are looked at. */
export const REACH = 4;

/** How far the outline of a word, and the lists of names it is in, are looked at. */
const NEAR = 2;

/** How many distances there are. */
export const DISTANCES = 2 * REACH + 1;

/** Tells of words in lower case. */
export interface Gazetteer {
  /** The lists a word is in, as bits. */
  readonly listsOf: (lowerCase: string) => number;
  /** What a word means, as `classOfWord` tells it. */
  readonly senseOf: (lowerCase: string) => number;
  /** Which words it is used like, as `clusterOfWord` tells it. */
  readonly clusterOf: (lowerCase: string) => number;
}

/** A word as the tagger sees it. */
export interface WordSight {
  readonly hash: number;
  /** Its outline: letters in which case, how many digits, or the mark itself. */
  readonly shape: number;
  /** The lists it is in. */
  readonly lists: number;
  /** What the lists say it may be. */
  readonly kind: number;
  /** What it means. */
  readonly sense: number;
}

/** A word with what its features are made of. */
export interface SeenWord extends WordSight {
  /** The hashes of its ends and beginnings; none but of letters. */
  readonly affixes: readonly number[];
  /** Which words it is used like. */
  readonly cluster: number;
}

/** Sees a word: its form and what lists it is in. Pure, and the same in training. */
export function seeWord(word: string, kind: number, gazetteer: Gazetteer): SeenWord {
  if (kind === TOKEN.digits) {
    const form = DIGIT_FORMS[digitsForm(word.length, Number(word))] as string;
    return { hash: hashText(form), shape: shapeOf(word, kind), lists: 0, kind: 0, sense: 0, affixes: NONE, cluster: 0 };
  }
  const lower = word.toLowerCase();
  const letters = kind === TOKEN.letters;
  const lists = letters ? gazetteer.listsOf(lower) : 0;
  return {
    hash: hashText(lower),
    shape: shapeOf(word, kind),
    lists,
    kind: kindOf(lists),
    sense: letters ? gazetteer.senseOf(lower) : 0,
    affixes: letters ? affixesOf(lower) : NONE,
    cluster: letters ? gazetteer.clusterOf(lower) : 0,
  };
}

const NONE: readonly number[] = [];

/** The most features a word has at one distance. */
export const MOST_FEATURES = 5 + LISTS + 6;

/**
 * Writes the features a word has for a token at a distance from 0 for `-REACH` to `2 * REACH`, into `features`; gives how many. The second, where
 * the word is near, is its outline.
 */
export function wordFeatures(
  { hash, shape, lists, sense, affixes, cluster }: SeenWord,
  distance: number,
  features: Int32Array,
): number {
  const start = STARTS[distance] as number;
  let count = 0;
  features[count++] = mix(mix(start, 1), hash);
  const far = distance < REACH - NEAR || distance > REACH + NEAR;
  if (!far) features[count++] = mix(mix(start, 2), shape);
  if (sense !== 0) features[count++] = mix(mix(start, 4), sense);
  if (cluster !== 0) {
    if (!far) features[count++] = mix(mix(start, 5), cluster);
    features[count++] = mix(mix(start, 6), (cluster - 1) >> (far ? 5 : 2));
  }
  const listed = mix(start, 3);
  for (let bit = far ? FIRST_TELLING : 0, left = lists >>> bit; left !== 0; bit++, left >>>= 1)
    if ((left & 1) === 1) features[count++] = mix(mix(listed, bit), shape & 7);
  const near = distance === REACH ? affixes.length : distance === REACH - 1 || distance === REACH + 1 ? 1 : 0;
  for (let index = 0; index < near && index < affixes.length; index++)
    features[count++] = mix(mix(start, 10 + index), affixes[index] as number);
  return count;
}

const STARTS = Array.from({ length: DISTANCES }, (_, index) => mix(HASH_START, 1000 + index));

/** What stands beyond either end of a text. */
export const OUTSIDE_WORD = '\u0000';

/** The lowest three bits tell the case. */
function shapeOf(word: string, kind: number): number {
  if (kind === TOKEN.mark) return 7 + 8 * (word.charCodeAt(0) & 0x7fff);
  if (kind === TOKEN.digits) return 6 + 8 * Math.min(word.length, 17);
  const size = word.length < 4 ? word.length : word.length < 8 ? 4 : 5;
  const lower = word === word.toLowerCase();
  const upper = word === word.toUpperCase();
  const first = word.charAt(0);
  const title = first !== first.toLowerCase() && word.slice(1) === word.slice(1).toLowerCase();
  const form = lower ? (upper ? 5 : 0) : upper ? (word.length === 1 ? 2 : 1) : title ? 3 : 4;
  return form + 8 * size;
}

/** The last three, two and four letters, and the first two, three and four. */
function affixesOf(lower: string): readonly number[] {
  const { length } = lower;
  return [
    hashPart(lower, length - 3, length),
    hashPart(lower, length - 2, length),
    hashPart(lower, length - 4, length),
    hashPart(lower, 0, 2),
    hashPart(lower, 0, 3),
    hashPart(lower, 0, 4),
  ];
}

function hashPart(text: string, start: number, end: number): number {
  const last = Math.min(end, text.length);
  let hash = HASH_START;
  for (let at = Math.max(0, start); at < last; at++) hash = mix(hash, text.charCodeAt(at));
  return hash;
}
