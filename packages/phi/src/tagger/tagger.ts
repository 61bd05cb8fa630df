import type { Span } from '@sallyport/core';
import { folded, mayHold } from './bloom.ts';
import { CONTEXTS, contextRows } from './context-rows.ts';
import { CLASSES, classOf, isInside, LABELS } from './labels.ts';
import { tellingBits } from './lists.ts';
import type { Model } from './read-model.ts';
import { type Eyes, seeTokens, type TextSight } from './text-sight.ts';
import { TOKEN, type Tokens, tokenize } from './tokens.ts';
import { bestLabels } from './viterbi.ts';
import { OUTSIDE_WORD, REACH, seeWord, type WordSight } from './word-sight.ts';

/** A word, and what it votes for at each distance: `votes[distance * LABELS + label]`. */
interface HeardWord extends WordSight {
  readonly text: string;
  readonly votes: Int16Array;
}

/** How many words are remembered: a power of two. A word that comes to another's place takes it. */
const MEMORY = 1 << 14;

/** Where the words alone prefer no identifier by this much, their surroundings are not asked. */
const CERTAIN = 30;

/** What a span of the tagger scores: less than what a recognizer is sure of. */
const SCORE = 0.65;

/** Tags texts with a model. */
export class Tagger {
  readonly #model: Model;
  readonly #words: (HeardWord | undefined)[] = Array.from({ length: MEMORY });
  readonly #eyes: Eyes;
  readonly #bias: number;

  /** `bias` is added to the score of every token to be outside: above 0 finds less, and less that is none. */
  constructor(model: Model, bias = 0) {
    this.#model = model;
    this.#bias = bias;
    this.#eyes = { see: (tokens, at) => this.#hear(tokens, at), outside: this.#learn(OUTSIDE_WORD, TOKEN.mark) };
  }

  /** Finds spans in a text: sorted and disjoint. Linear in its length. */
  find(text: string): readonly Span[] {
    const tokens = tokenize(text);
    if (tokens.count === 0) return [];
    const sight = seeTokens(tokens, this.#eyes);
    const scores = this.#score(sight, tokens.count);
    return spansOf(tokens, bestLabels(scores, tokens.count, this.#model.transitions));
  }

  #hear({ text, starts, ends, kinds, hashes }: Tokens, at: number): HeardWord {
    const place = (hashes[at] as number) & (MEMORY - 1);
    const start = starts[at] as number;
    const end = ends[at] as number;
    const known = this.#words[place];
    if (known !== undefined && known.text.length === end - start && text.startsWith(known.text, start)) return known;
    const heard = this.#learn(text.slice(start, end), kinds[at] ?? 0);
    this.#words[place] = heard;
    return heard;
  }

  #learn(text: string, kind: number): HeardWord {
    const seen = seeWord(text, kind, (lower) => this.#listsOf(lower));
    return { ...seen, text, votes: this.#votesOf(seen) };
  }

  #listsOf(lower: string): number {
    const plain = folded(lower);
    const { filters } = this.#model;
    let bits = tellingBits(lower);
    for (let index = 0; index < filters.length; index++)
      if (mayHold(filters[index] as Uint8Array, plain)) bits |= 1 << index;
    return bits;
  }

  #votesOf({ rows }: WordSight): Int16Array {
    const votes = new Int32Array(rows.length * LABELS);
    for (const [distance, own] of rows.entries())
      for (const row of own) addWeights(votes, distance * LABELS, this.#model.weights, row * LABELS);
    return Int16Array.from(votes);
  }

  /**
   * The scores of all tokens. The eleven sums of a token are kept in variables, one for each label: in an array they would be written and read
   * again with each of the thirty rows, which takes three times as long.
   */
  #score(sight: TextSight, count: number): Int32Array {
    const { weights } = this.#model;
    const { words } = sight;
    const scores = new Int32Array(count * LABELS);
    const rows = new Int32Array(CONTEXTS);
    for (let at = 0; at < count; at++) {
      let s0 = this.#bias;
      let s1 = 0;
      let s2 = 0;
      let s3 = 0;
      let s4 = 0;
      let s5 = 0;
      let s6 = 0;
      let s7 = 0;
      let s8 = 0;
      let s9 = 0;
      let s10 = 0;
      for (let distance = 0; distance <= 2 * REACH; distance++) {
        const { votes } = words[at + distance] as HeardWord;
        const from = distance * LABELS;
        s0 += votes[from] as number;
        s1 += votes[from + 1] as number;
        s2 += votes[from + 2] as number;
        s3 += votes[from + 3] as number;
        s4 += votes[from + 4] as number;
        s5 += votes[from + 5] as number;
        s6 += votes[from + 6] as number;
        s7 += votes[from + 7] as number;
        s8 += votes[from + 8] as number;
        s9 += votes[from + 9] as number;
        s10 += votes[from + 10] as number;
      }
      const most = Math.max(Math.max(s1, s3), Math.max(s5, s7), s9, Math.max(s2, s4), Math.max(s6, s8), s10);
      if (s0 - CERTAIN < most) {
        contextRows(sight, at, rows);
        for (let index = 0; index < CONTEXTS; index++) {
          const from = (rows[index] as number) * LABELS;
          s0 += weights[from] as number;
          s1 += weights[from + 1] as number;
          s2 += weights[from + 2] as number;
          s3 += weights[from + 3] as number;
          s4 += weights[from + 4] as number;
          s5 += weights[from + 5] as number;
          s6 += weights[from + 6] as number;
          s7 += weights[from + 7] as number;
          s8 += weights[from + 8] as number;
          s9 += weights[from + 9] as number;
          s10 += weights[from + 10] as number;
        }
      }
      const into = at * LABELS;
      scores[into] = s0;
      scores[into + 1] = s1;
      scores[into + 2] = s2;
      scores[into + 3] = s3;
      scores[into + 4] = s4;
      scores[into + 5] = s5;
      scores[into + 6] = s6;
      scores[into + 7] = s7;
      scores[into + 8] = s8;
      scores[into + 9] = s9;
      scores[into + 10] = s10;
    }
    return scores;
  }
}

function addWeights(into: Int32Array, at: number, from: Int8Array, start: number): void {
  for (let label = 0; label < LABELS; label++)
    into[at + label] = (into[at + label] as number) + (from[start + label] as number);
}

function spansOf({ starts, ends, count }: Tokens, labels: Uint8Array): readonly Span[] {
  const spans: Span[] = [];
  for (let at = 0; at < count; ) {
    const label = labels[at] ?? 0;
    let to = at + 1;
    if (label > 0) {
      while (to < count && isInside(labels[to] ?? 0)) to++;
      const type = CLASSES[classOf(label)] ?? 'OTHER_ID';
      spans.push({ start: starts[at] ?? 0, end: ends[to - 1] ?? 0, type, score: SCORE });
    }
    at = to;
  }
  return spans;
}
