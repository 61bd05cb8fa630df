import { HASH_START, hashText, mix } from './hash.ts';
import { TOKEN } from './tokens.ts';

/** How many rows of weights there are; a feature's hash chooses one. */
export const ROWS = 1 << 18;

/** What of a feature's hash is its row. */
export const ROW_MASK = ROWS - 1;

/** How far from a token the words are looked at. */
export const REACH = 2;

/** How many lists there are: name lists, and telling ones. */
const LISTS = 22;

/** Tells what lists a word is in, as bits. */
export type Gazetteer = (lowerCase: string) => number;

/** A word as the tagger sees it. */
export interface WordSight {
  readonly hash: number;
  /** Its outline: letters in which case, how many digits, or the mark itself. */
  readonly shape: number;
  /** The lists it is in. */
  readonly lists: number;
  /** For each distance from `-REACH` to `REACH`, the rows it votes with for a token that far before it. */
  readonly rows: readonly Int32Array[];
}

/** Sees a word: its form and what lists it is in. Pure, and the same in training. */
export function seeWord(word: string, kind: number, gazetteer: Gazetteer): WordSight {
  const lower = kind === TOKEN.digits ? digitsForm(word) : word.toLowerCase();
  const shape = shapeOf(word, kind);
  const lists = kind === TOKEN.letters ? gazetteer(lower) : 0;
  const hash = hashText(lower);
  const distances = Array.from({ length: 2 * REACH + 1 }, (_, index) => index - REACH);
  const rows = distances.map((distance) => {
    const start = mix(HASH_START, 1000 + distance);
    const features = [mix(mix(start, 1), hash), mix(mix(start, 2), shape)];
    for (let bit = 0; bit < LISTS; bit++)
      if ((lists >> bit) & 1) features.push(mix(mix(mix(start, 3), bit), shape & 7));
    if (kind === TOKEN.letters && Math.abs(distance) < 2) features.push(...affixes(lower, start, distance === 0));
    return Int32Array.from(features, (feature) => feature & ROW_MASK);
  });
  return { hash, shape, lists, rows };
}

/** What stands beyond either end of a text. */
export const OUTSIDE_WORD = '\u0000';

function digitsForm(word: string): string {
  const value = Number(word);
  if (word.length <= 2) return `#${word.length}${value <= 12 ? 'm' : value <= 31 ? 'd' : value >= 90 ? 'n' : ''}`;
  if (word.length === 3) return `#3${value <= 115 ? 'n' : ''}`;
  if (word.length === 4) return `#4${/^(?:19|20)/.test(word) ? 'y' : ''}`;
  return `#${Math.min(word.length, 16)}`;
}

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

function affixes(lower: string, start: number, whole: boolean): number[] {
  const suffix = (length: number) => hashText(lower.slice(-length), mix(start, 10 + length));
  const features = [suffix(3)];
  if (!whole) return features;
  features.push(suffix(2), suffix(4));
  for (const length of [2, 3, 4]) features.push(hashText(lower.slice(0, length), mix(start, 20 + length)));
  return features;
}
