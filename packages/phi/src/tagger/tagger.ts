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

  #score(sight: TextSight, count: number): Int32Array {
    const { weights } = this.#model;
    const scores = new Int32Array(count * LABELS);
    const rows = new Int32Array(CONTEXTS);
    for (let at = 0; at < count; at++) {
      const into = at * LABELS;
      scores[into] = this.#bias;
      for (let distance = 0; distance <= 2 * REACH; distance++)
        addVotes(scores, into, (sight.words[at + distance] as HeardWord).votes, distance * LABELS);
      if (isCertain(scores, into)) continue;
      contextRows(sight, at, rows);
      for (let index = 0; index < CONTEXTS; index++)
        addWeights(scores, into, weights, (rows[index] as number) * LABELS);
    }
    return scores;
  }
}

function isCertain(scores: Int32Array, at: number): boolean {
  const outside = (scores[at] as number) - CERTAIN;
  for (let label = 1; label < LABELS; label++) if ((scores[at + label] as number) > outside) return false;
  return true;
}

// One function for each kind of array: one for both is several times slower.
function addVotes(into: Int32Array, at: number, from: Int16Array, start: number): void {
  for (let label = 0; label < LABELS; label++)
    into[at + label] = (into[at + label] as number) + (from[start + label] as number);
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
