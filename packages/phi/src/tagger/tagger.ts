import type { Span } from '@sallyport/core';
import { CONTEXTS, contextFeatures } from './context-features.ts';
import { Ear, type HeardWord } from './heard-word.ts';
import { CLASSES, classOf, isInside, LABELS, WIDTH } from './labels.ts';
import type { Model } from './read-model.ts';
import { rowOf } from './rows.ts';
import { TextEye, type TextSight } from './text-sight.ts';
import { GAP, makeTokenRoom, type Tokens, tokenize } from './tokens.ts';
import { Decoder } from './viterbi.ts';
import { DISTANCES } from './word-sight.ts';

/** What a span of the tagger scores: less than what a recognizer is sure of. */
const SCORE = 0.65;

/** Tags texts with a model. One text at a time: it works in room of its own. */
export class Tagger {
  readonly #model: Model;
  readonly #bias: number;
  readonly #eye: TextEye;
  readonly #decoder: Decoder;
  readonly #features = new Int32Array(CONTEXTS);
  #tokens = makeTokenRoom(0);
  #looks = new Int32Array(0);
  #scores = new Int32Array(0);
  #labels = new Uint8Array(0);

  /** `bias` is added to the score of every token to be outside: above 0 finds less, and less that is none. */
  constructor(model: Model, bias = 0) {
    this.#model = model;
    this.#bias = bias;
    const ear = new Ear(model);
    this.#eye = new TextEye({ see: ear.hear, outside: ear.outside, placePairs: model.placePairs });
    this.#decoder = new Decoder(model.transitions);
  }

  /** Finds spans in a text: sorted and disjoint. Linear in its length. */
  find(text: string): readonly Span[] {
    this.#makeRoom(text.length);
    const tokens = tokenize(text, this.#tokens);
    const { count } = tokens;
    if (count === 0) return [];
    const sight = this.#eye.see(tokens);
    sumLooks(sight, this.#looks);
    passOverNoise(tokens, this.#looks);
    const spans: Span[] = [];
    const looks = this.#looks;
    const { threshold } = this.#model;
    let from = 0;
    for (let at = 0; at <= count; at++) {
      if (at < count && isWorthALook(looks, at, threshold)) continue;
      if (at > from) this.#tagRun(sight, { from, to: at, spans });
      from = at + 1;
    }
    return spans;
  }

  #makeRoom(length: number): void {
    if (this.#tokens.starts.length >= length) return;
    const room = Math.max(2 * this.#tokens.starts.length, length, 256);
    this.#tokens = makeTokenRoom(room);
    this.#looks = new Int32Array(room + 1);
    this.#labels = new Uint8Array(room);
  }

  #tagRun(sight: TextSight, { from, to, spans }: Run): void {
    const length = to - from;
    if (this.#scores.length < length * LABELS) this.#scores = new Int32Array(2 * length * LABELS);
    for (let at = from; at < to; at++) this.#score(sight, at, (at - from) * LABELS);
    this.#decoder.decode(this.#scores, length, this.#labels);
    collectSpans(sight.tokens, this.#labels, { from, to, spans });
  }

  /**
   * Writes the scores of a token. Its eleven sums are kept in variables, one for each label: in an array they would be written and read
   * again with each of the thirty-two rows, which takes three times as long.
   */
  #score(sight: TextSight, at: number, into: number): void {
    const { weights, tags } = this.#model;
    const { words } = sight;
    const features = this.#features;
    const scores = this.#scores;
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
    for (let distance = 0; distance < DISTANCES; distance++) {
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
    contextFeatures(sight, at, features);
    for (let index = 0; index < CONTEXTS; index++) {
      const row = rowOf(features[index] as number, tags);
      if (row < 0) continue;
      const from = row * WIDTH;
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
}

interface Run {
  readonly from: number;
  readonly to: number;
  readonly spans: Span[];
}

/** Sums what the words around each token say for a closer look at it. */
function sumLooks({ words, tokens: { count } }: TextSight, into: Int32Array): void {
  for (let at = 0; at < count; at++) {
    into[at] =
      (words[at] as HeardWord).look0 +
      (words[at + 1] as HeardWord).look1 +
      (words[at + 2] as HeardWord).look2 +
      (words[at + 3] as HeardWord).look3 +
      (words[at + 4] as HeardWord).look4;
  }
  into[count] = NEVER;
}

/** More short tokens than this without a gap between them are noise, and no identifier. */
const MOST_SHORT = 64;

/** What is passed over has this sum. */
const NEVER = -1_000_000;

function passOverNoise({ count, starts, ends, gaps }: Tokens, looks: Int32Array): void {
  let from = 0;
  for (let at = 0; at <= count; at++) {
    const goesOn = at < count && gaps[at] === GAP.none && (ends[at] as number) - (starts[at] as number) < 3;
    if (goesOn) continue;
    if (at - from > MOST_SHORT) looks.fill(NEVER, from, at);
    from = at;
  }
}

/** Whether a token is worth a closer look: for itself, or because it stands between two that are. */
export function isWorthALook(looks: ArrayLike<number>, at: number, threshold: number): boolean {
  if ((looks[at] as number) >= threshold) return true;
  return at > 0 && (looks[at - 1] as number) >= threshold && (looks[at + 1] as number) >= threshold;
}

function collectSpans({ starts, ends }: Tokens, labels: Uint8Array, { from, to, spans }: Run): void {
  for (let at = from; at < to; ) {
    const label = labels[at - from] as number;
    let end = at + 1;
    if (label > 0) {
      while (end < to && isInside(labels[end - from] as number)) end++;
      const type = CLASSES[classOf(label)] ?? 'OTHER_ID';
      spans.push({ start: starts[at] as number, end: ends[end - 1] as number, type, score: SCORE });
    }
    at = end;
  }
}
