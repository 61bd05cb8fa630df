import { mayHold } from './bloom.ts';
import { HASH_START, mix } from './hash.ts';
import { LineEye, type LineSight, makeLineSight } from './line-sight.ts';
import { CREDENTIAL, TITLE } from './lists.ts';
import { TOKEN, type Tokens } from './tokens.ts';
import { makeWordColumns, type WordColumns } from './word-columns.ts';
import { REACH } from './word-sight.ts';

/** A stretch of text, token by token, as the tagger sees it. What stands behind `count` in the lists says nothing. */
export interface TextSight extends LineSight {
  readonly tokens: Tokens;
  /** With `REACH` more at either end. */
  readonly words: WordColumns;
  /** Whether the text is written in capitals (1), without any (2), in both (0), or has no letters (3). */
  readonly mode: number;
  /** Whether the word at this place of the columns and the one behind it stand beside each other in the name of a place. */
  readonly isPlacePair: (first: number) => boolean;
  /** Whether a word of this hash stands in lower case somewhere in the text. */
  readonly isLowerSeen: (hash: number) => boolean;
  /** Whether a word of this hash stands behind a title or before a credential somewhere in the text. */
  readonly isPersonSeen: (hash: number) => boolean;
}

/** What sees the words of a text. */
export interface Eyes {
  /** Begins a text. */
  readonly begin: () => void;
  /** Writes the word at a token into the columns. */
  readonly see: (tokens: Tokens, at: number, columns: WordColumns) => void;
  /** Writes what stands beyond either end. */
  readonly seeOutside: (columns: WordColumns, place: number) => void;
  /** The pairs of neighbouring words in the names of places, as a Bloom filter of their hashes. */
  readonly placePairs: Uint8Array;
}

/** How many places there are for words seen. */
const PLACES = 1 << 14;

/** Sees texts, one after the other, in the same room: what it gave is good until it sees the next. */
export class TextEye {
  readonly #eyes: Eyes;
  readonly #line = new LineEye();
  readonly #lower = new Uint32Array(PLACES);
  readonly #person = new Uint32Array(PLACES);
  readonly #isLowerSeen = (hash: number) => this.#lower[hash & (PLACES - 1)] === this.#texts;
  readonly #isPersonSeen = (hash: number) => this.#person[hash & (PLACES - 1)] === this.#texts;
  readonly #isPlacePair = (first: number) => {
    const { lists, hashes } = this.#words;
    if (lists[first] === 0 || lists[first + 1] === 0) return false;
    return mayHold(this.#eyes.placePairs, mix(hashes[first] as number, hashes[first + 1] as number));
  };
  #texts = 0;
  #words = makeWordColumns(0);
  #room = makeLineSight(0);

  constructor(eyes: Eyes) {
    this.#eyes = eyes;
  }

  /** Sees a text. Linear in its length. */
  see(tokens: Tokens): TextSight {
    const { count } = tokens;
    this.#texts = (this.#texts + 1) >>> 0;
    if (this.#room.label.length < count) {
      const length = Math.max(2 * this.#room.label.length, count);
      this.#room = makeLineSight(length);
      this.#words = makeWordColumns(length + 2 * REACH);
    }
    const mode = this.#seeWords(tokens);
    this.#line.see(tokens, this.#words, this.#room);
    return {
      ...this.#room,
      tokens,
      words: this.#words,
      mode,
      isLowerSeen: this.#isLowerSeen,
      isPersonSeen: this.#isPersonSeen,
      isPlacePair: this.#isPlacePair,
    };
  }

  #seeWords(tokens: Tokens): number {
    const { count, kinds, text, starts } = tokens;
    const { begin, see, seeOutside } = this.#eyes;
    const words = this.#words;
    const { hashes, shapes, lists } = words;
    begin();
    for (let index = 0; index < REACH; index++) {
      seeOutside(words, index);
      seeOutside(words, count + REACH + index);
    }
    let [letters, upper, lower, previous] = [0, 0, 0, HASH_START];
    let titled = false;
    for (let at = 0; at < count; at++) {
      see(tokens, at, words);
      if (kinds[at] !== TOKEN.letters) {
        titled = titled && text.charCodeAt(starts[at] as number) === 46;
        continue;
      }
      letters++;
      const place = at + REACH;
      const hash = hashes[place] as number;
      const listed = lists[place] as number;
      const form = (shapes[place] as number) & 7;
      if (form === 0) {
        lower++;
        this.#lower[hash & (PLACES - 1)] = this.#texts;
      } else if (form === 1 || form === 2) upper++;
      if (titled) this.#person[hash & (PLACES - 1)] = this.#texts;
      if ((listed & CREDENTIAL) !== 0 && form === 1) this.#person[previous & (PLACES - 1)] = this.#texts;
      titled = (listed & TITLE) !== 0;
      previous = hash;
    }
    if (letters === 0) return 3;
    return upper > 0.6 * letters ? 1 : lower > 0.97 * letters ? 2 : 0;
  }
}

/** The longest run without a gap that is looked at as one. */
const LONGEST_CHUNK = 24;

/** The outline of the run without gaps a token is in, taken together with its place there. */
export function chunkOf({ tokens: { gaps, kinds, count }, words: { shapes } }: TextSight, at: number): number {
  const least = Math.max(0, at - LONGEST_CHUNK);
  const most = Math.min(count, at + LONGEST_CHUNK);
  let from = at;
  while (from > least && gaps[from] === 0) from--;
  let hash = HASH_START;
  for (let index = from; index < most && (index === from || gaps[index] === 0); index++) {
    const shape = shapes[index + REACH] as number;
    hash = mix(hash, kinds[index] === TOKEN.letters ? shape & 7 : shape);
  }
  return mix(hash, at - from);
}
