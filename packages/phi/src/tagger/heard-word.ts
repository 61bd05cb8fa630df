import { folded, mayHold } from './bloom.ts';
import { hashText } from './hash.ts';
import { LABELS, LOOK, WIDTH } from './labels.ts';
import { tellingBits } from './lists.ts';
import type { Model } from './read-model.ts';
import { rowOf } from './rows.ts';
import { TOKEN, type Tokens } from './tokens.ts';
import {
  DISTANCES,
  digitsForm,
  MOST_FEATURES,
  OUTSIDE_WORD,
  seeWord,
  type WordSight,
  wordFeatures,
} from './word-sight.ts';

/** A word, and what it votes for at each distance. */
export interface HeardWord extends WordSight {
  readonly text: string;
  /** `votes[distance * LABELS + label]`. */
  readonly votes: Int16Array;
  /** For a closer look at the token two behind it, one behind it, itself, and so on. */
  readonly look0: number;
  readonly look1: number;
  readonly look2: number;
  readonly look3: number;
  readonly look4: number;
}

/** How many words are remembered: a power of two. A word that finds both its places taken takes the second. */
const MEMORY = 1 << 15;

/** Hears words: works out what each votes for, and remembers it. */
export class Ear {
  readonly outside: HeardWord;
  readonly #model: Model;
  readonly #words: (HeardWord | undefined)[] = Array.from({ length: MEMORY });
  readonly #features = new Int32Array(MOST_FEATURES);
  readonly #listsOf = (lower: string): number => listBits(lower, this.#model.filters);

  constructor(model: Model) {
    this.#model = model;
    this.outside = this.#learn(OUTSIDE_WORD, TOKEN.mark);
  }

  /** Hears a token. */
  readonly hear = ({ text, starts, ends, kinds, hashes }: Tokens, at: number): HeardWord => {
    const start = starts[at] as number;
    const end = ends[at] as number;
    const kind = kinds[at] as number;
    if (kind === TOKEN.digits) return this.#hearDigits(text.slice(start, end));
    const place = (hashes[at] as number) & (MEMORY - 2);
    const words = this.#words;
    const first = words[place];
    if (first !== undefined && first.text.length === end - start && text.startsWith(first.text, start)) return first;
    const second = words[place + 1];
    if (second !== undefined && second.text.length === end - start && text.startsWith(second.text, start))
      return second;
    const heard = this.#learn(text.slice(start, end), kind);
    words[first === undefined ? place : place + 1] = heard;
    return heard;
  };

  /** All runs of digits of one form are one word. */
  #hearDigits(digits: string): HeardWord {
    const form = digitsForm(digits);
    const place = hashText(form) & (MEMORY - 1);
    const known = this.#words[place];
    if (known?.text === form) return known;
    const heard = { ...this.#learn(digits, TOKEN.digits), text: form };
    this.#words[place] = heard;
    return heard;
  }

  #learn(text: string, kind: number): HeardWord {
    const seen = seeWord(text, kind, this.#listsOf);
    const votes = new Int16Array(DISTANCES * LABELS);
    const looks = [0, 0, 0, 0, 0];
    const { weights, tags } = this.#model;
    const features = this.#features;
    for (let distance = 0; distance < DISTANCES; distance++) {
      const count = wordFeatures(seen, distance, features);
      const into = distance * LABELS;
      for (let index = 0; index < count; index++) {
        const row = rowOf(features[index] as number, tags);
        if (row < 0) continue;
        const from = row * WIDTH;
        for (let label = 0; label < LABELS; label++)
          votes[into + label] = (votes[into + label] as number) + (weights[from + label] as number);
        looks[distance] = (looks[distance] as number) + (weights[from + LOOK] as number);
      }
    }
    const { hash, shape, lists, kind: may } = seen;
    const [look0 = 0, look1 = 0, look2 = 0, look3 = 0, look4 = 0] = looks;
    return { hash, shape, lists, kind: may, text, votes, look0, look1, look2, look3, look4 };
  }
}

/** The lists a word in lower case is in, as bits: the telling ones, and those that are filters. */
export function listBits(lower: string, filters: readonly Uint8Array[]): number {
  const hash = hashText(folded(lower));
  let bits = tellingBits(lower);
  for (let index = 0; index < filters.length; index++)
    if (mayHold(filters[index] as Uint8Array, hash)) bits |= 1 << index;
  return bits;
}
