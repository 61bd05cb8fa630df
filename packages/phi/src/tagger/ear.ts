import { folded, mayHold } from './bloom.ts';
import { DIGIT_FORMS, digitsForm } from './digits-form.ts';
import { hashText } from './hash.ts';
import { LABELS, LOOK } from './labels.ts';
import { putVotes, SUM_LANES, weightAt } from './lanes.ts';
import { tellingBits } from './lists.ts';
import type { Model } from './read-model.ts';
import { findRows } from './rows.ts';
import { TOKEN, type Tokens } from './tokens.ts';
import { classOfWord } from './word-class.ts';
import { clusterOfWord, coarser } from './word-cluster.ts';
import type { WordColumns } from './word-columns.ts';
import { DISTANCES, type Gazetteer, MOST_FEATURES, OUTSIDE_WORD, REACH, seeWord, wordFeatures } from './word-sight.ts';

/** How many words are remembered: a power of two. Each has two places next to each other. */
const MEMORY = 1 << 15;
/** What is known of a word, in one line of a processor's cache. */
const ROW = 16;
const CHECK = 0;
const LENGTH = 1;
const TEXT = 2;
const HASH = 3;
const SHAPE = 4;
const LISTS = 5;
const KIND = 6;
const LOOKS = 7;
/** The sense of a word stands in one number with its outline, and its cluster with its kind: so far up. */
const SECOND_AT = 20;
const FIRST_BITS = (1 << SECOND_AT) - 1;
/** How wide the votes of a word are: `votes[known * VOTES + distance * SUM_LANES]` are the sums of all labels at a distance. */
export const VOTES = 64;

const FIRST_DIGITS = MEMORY;
const OUTSIDE = FIRST_DIGITS + DIGIT_FORMS.length;
const FIRST_SPARE = OUTSIDE + 1;
const SPARE = 256;
/** So many words are looked ahead. */
const AHEAD = 32;

/**
 * Hears words: works out what each votes for, and remembers it. A word whose places are both taken by other words of the same text is put aside
 * until the next text begins.
 */
export class Ear {
  readonly #model: Model;
  readonly #features = new Int32Array(MOST_FEATURES);
  readonly #starts = new Int32Array(MOST_FEATURES);
  readonly #own = new Int32Array(LABELS);
  readonly #ahead = new Int32Array(AHEAD);
  readonly #gazetteer: Gazetteer;
  #words = new Int32Array((FIRST_SPARE + SPARE) * ROW);
  #votes = new Int32Array((FIRST_SPARE + SPARE) * VOTES);
  #texts = 0;
  #spare = FIRST_SPARE;

  constructor(model: Model) {
    this.#model = model;
    this.#gazetteer = gazetteerOf(model);
    this.#learn(OUTSIDE, OUTSIDE_WORD, TOKEN.mark);
  }

  /** Of the words of the text that was begun last. */
  get votes(): Int32Array {
    return this.#votes;
  }

  /** Begins a text. */
  readonly begin = (): void => {
    this.#texts = (this.#texts + 1) | 0;
    this.#spare = FIRST_SPARE;
  };

  /** Writes the word at a token into the columns. */
  readonly hear = (tokens: Tokens, at: number, columns: WordColumns): void => {
    if (at % AHEAD === 0) this.#lookAhead(tokens, at);
    const known = this.#find(tokens, at);
    this.#put(known, columns, at + REACH);
  };

  /** Writes what stands beyond either end. */
  readonly hearOutside = (columns: WordColumns, place: number): void => this.#put(OUTSIDE, columns, place);

  /** Sums what the words around each of `count` tokens say for a closer look at it. */
  sumLooks({ known }: WordColumns, count: number, into: Int32Array): void {
    const words = this.#words;
    for (let at = 0; at < count; at++) {
      let sum = 0;
      for (let distance = 0; distance < DISTANCES; distance++)
        sum += words[(known[at + distance] as number) * ROW + LOOKS + distance] as number;
      into[at] = sum;
    }
  }

  /** Asks for the memory of the next words, so that it is waited for once, and not once for every word. */
  #lookAhead({ hashes, count }: Tokens, at: number): void {
    const words = this.#words;
    const most = Math.min(AHEAD, count - at);
    for (let index = 0; index < most; index++)
      this.#ahead[index] = words[firstPlace(hashes[at + index] as number) * ROW + CHECK] as number;
  }

  #put(known: number, columns: WordColumns, place: number): void {
    const words = this.#words;
    const row = known * ROW;
    columns.known[place] = known;
    columns.hashes[place] = words[row + HASH] as number;
    const shape = words[row + SHAPE] as number;
    columns.shapes[place] = shape & FIRST_BITS;
    columns.senses[place] = shape >>> SECOND_AT;
    columns.lists[place] = words[row + LISTS] as number;
    const kind = words[row + KIND] as number;
    columns.kinds[place] = kind & FIRST_BITS;
    columns.clusters[place] = kind >>> SECOND_AT;
  }

  #find({ text, starts, ends, kinds, hashes, checks, values }: Tokens, at: number): number {
    const start = starts[at] as number;
    const end = ends[at] as number;
    const kind = kinds[at] as number;
    if (kind === TOKEN.digits) {
      const known = FIRST_DIGITS + digitsForm(end - start, values[at] as number);
      if (this.#words[known * ROW + LENGTH] === 0) this.#learn(known, text.slice(start, end), kind);
      return known;
    }
    const check = checks[at] as number;
    const first = firstPlace(hashes[at] as number);
    if (this.#isAt(first, check, end - start)) return first;
    if (this.#isAt(first + 1, check, end - start)) return first + 1;
    const known = this.#placeFor(first);
    this.#learn(known, text.slice(start, end), kind);
    this.#words[known * ROW + CHECK] = check;
    return known;
  }

  #isAt(known: number, check: number, length: number): boolean {
    const words = this.#words;
    const row = known * ROW;
    if (words[row + CHECK] !== check || words[row + LENGTH] !== length) return false;
    words[row + TEXT] = this.#texts;
    return true;
  }

  #placeFor(first: number): number {
    const words = this.#words;
    if (words[first * ROW + LENGTH] === 0) return first;
    if (words[(first + 1) * ROW + TEXT] !== this.#texts) return first + 1;
    if (words[first * ROW + TEXT] !== this.#texts) return first;
    if (this.#spare * ROW >= words.length) this.#grow();
    return this.#spare++;
  }

  #grow(): void {
    const more = this.#words.length / ROW - FIRST_SPARE;
    const words = new Int32Array(this.#words.length + more * ROW);
    words.set(this.#words);
    this.#words = words;
    const votes = new Int32Array(this.#votes.length + more * VOTES);
    votes.set(this.#votes);
    this.#votes = votes;
  }

  #learn(known: number, text: string, kind: number): void {
    const seen = seeWord(text, kind, this.#gazetteer);
    const { rows } = this.#model;
    const features = this.#features;
    const starts = this.#starts;
    const words = this.#words;
    const row = known * ROW;
    for (let distance = 0; distance < DISTANCES; distance++) {
      const count = wordFeatures(seen, distance, features);
      const votes = this.#own.fill(0);
      let look = 0;
      findRows(features, count, { rows, starts });
      for (let index = 0; index < count; index++) {
        const from = starts[index] as number;
        if (from === rows.empty) continue;
        for (let label = 0; label < LABELS; label++)
          votes[label] = (votes[label] as number) + weightAt(rows.weights, from, label);
        look += weightAt(rows.weights, from, LOOK);
      }
      putVotes(this.#votes, known * VOTES + distance * SUM_LANES, votes);
      words[row + LOOKS + distance] = look;
    }
    words[row + LENGTH] = text.length;
    words[row + TEXT] = this.#texts;
    words[row + HASH] = seen.hash;
    words[row + SHAPE] = seen.shape | (seen.sense << SECOND_AT);
    words[row + LISTS] = seen.lists;
    words[row + KIND] = seen.kind | (coarser(seen.cluster) << SECOND_AT);
  }
}

/** The first of the two places of a word. */
function firstPlace(hash: number): number {
  return hash & (MEMORY - 2);
}

/** Tells of words what a model knows of them. */
export function gazetteerOf({
  filters,
  classes,
  clusters,
}: Pick<Model, 'filters' | 'classes' | 'clusters'>): Gazetteer {
  return {
    listsOf: (lower) => listBits(lower, filters),
    senseOf: (lower) => classOfWord(lower, classes),
    clusterOf: (lower) => clusterOfWord(lower, clusters),
  };
}

/** The lists a word in lower case is in, as bits: the telling ones, and those that are filters. */
function listBits(lower: string, filters: readonly Uint8Array[]): number {
  const hash = hashText(folded(lower));
  let bits = tellingBits(lower);
  for (let index = 0; index < filters.length; index++)
    if (mayHold(filters[index] as Uint8Array, hash)) bits |= 1 << index;
  return bits;
}
