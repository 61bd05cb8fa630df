import type { Span } from '@sallyport/core';
import { type Caution, NONE, withCosts } from './caution.ts';
import { Ear } from './ear.ts';
import { CLASSES, classOf, isInside, LABELS } from './labels.ts';
import type { Model } from './read-model.ts';
import { RunMemory } from './run-memory.ts';
import { Scorer } from './scorer.ts';
import { TextEye, type TextSight } from './text-sight.ts';
import { GAP, makeTokenRoom, type Tokens, tokenize } from './tokens.ts';
import { Decoder } from './viterbi.ts';
import { REACH } from './word-sight.ts';

/** What a span of the tagger scores: less than what a recognizer is sure of. */
const SCORE = 0.65;

/** Tags texts with a model. One text at a time: it works in room of its own. */
export class Tagger {
  readonly #model: Model;
  readonly #outside: number;
  readonly #ear: Ear;
  readonly #eye: TextEye;
  readonly #decoder: Decoder;
  readonly #runs = new RunMemory();
  readonly #scorer: Scorer;
  #tokens = makeTokenRoom(0);
  #looks = new Int32Array(0);
  #scores = new Int32Array(0);
  #labels = new Uint8Array(0);

  constructor(model: Model, { outside, beginning }: Caution = NONE) {
    this.#model = model;
    this.#outside = outside;
    this.#scorer = new Scorer(model);
    const ear = new Ear(model);
    this.#ear = ear;
    const { begin, hear, hearOutside } = ear;
    this.#eye = new TextEye({ begin, see: hear, seeOutside: hearOutside, placePairs: model.placePairs });
    this.#decoder = new Decoder(withCosts(model.transitions, beginning));
  }

  /** Finds spans in a text: sorted and disjoint. Linear in its length. */
  find(text: string): readonly Span[] {
    this.#makeRoom(text.length);
    const tokens = tokenize(text, this.#tokens);
    const { count } = tokens;
    if (count === 0) return [];
    const sight = this.#eye.see(tokens);
    this.#ear.sumLooks(sight.words, count, this.#looks);
    this.#looks[count] = NEVER;
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
    this.#looks = new Int32Array(room + 2 * REACH);
    this.#labels = new Uint8Array(room);
  }

  #tagRun(sight: TextSight, { from, to, spans }: Run): void {
    if (this.#runs.knows(sight, from, to)) return;
    const length = to - from;
    if (this.#scores.length < length * LABELS) this.#scores = new Int32Array(2 * length * LABELS);
    const scores = this.#scores;
    const { votes } = this.#ear;
    this.#scorer.score(sight, { from, to, votes, scores });
    for (let at = 0; at < length; at++) scores[at * LABELS] = (scores[at * LABELS] as number) + this.#outside;
    this.#decoder.decode(scores, length, this.#labels);
    const found = spans.length;
    collectSpans(sight.tokens, this.#labels, { from, to, spans });
    if (spans.length === found) this.#runs.remember();
  }
}

interface Run {
  readonly from: number;
  readonly to: number;
  readonly spans: Span[];
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
