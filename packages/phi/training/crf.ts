import { LABELS, mayFollow, WIDTH } from '../src/tagger/labels.ts';
import { PLACES } from '../src/tagger/rows.ts';
import { isWorthALook } from '../src/tagger/tagger.ts';
import { allFeaturesAt } from './features-at.ts';
import { expectedMoves, runBackward, runForward } from './forward-backward.ts';
import type { Lesson } from './lesson.ts';
import { DROP } from './settings.ts';
import { thin } from './thin.ts';

/** How far a step goes. */
const RATE = 0.08;
const NEGLIGIBLE = 0.004;

/** How a text is learnt from. */
export interface LearnOptions {
  /** What the tokens are worth a closer look, and from what on they get one. */
  readonly looks: Float32Array;
  readonly threshold: number;
  /** Leaves out the word itself of some tokens, so that their surroundings must tell. */
  readonly skip: () => boolean;
}

/**
 * A linear-chain conditional random field (Lafferty, McCallum, Pereira, 2001) over the runs of tokens that are worth a closer look, learnt online by
 * AdaGrad (Duchi, Hazan, Singer, 2011). What stands between the runs is outside.
 */
export class ConditionalRandomField {
  readonly weights = new Float32Array(PLACES * WIDTH);
  readonly transitions = new Float32Array(LABELS * LABELS);
  /** Whose row each is. */
  readonly tags: Int8Array;
  readonly #squares = new Float32Array(PLACES * WIDTH);
  readonly #transitionSquares = new Float32Array(LABELS * LABELS);
  readonly #sums = new Float32Array(PLACES * WIDTH);
  readonly #transitionSums = new Float32Array(LABELS * LABELS);
  #kept = 0;

  constructor(tags: Int8Array) {
    this.tags = tags;
  }

  /** Learns from one text. Gives the loss, and of how many tokens. */
  learn(lesson: Lesson, { looks, threshold, skip }: LearnOptions): { loss: number; tokens: number } {
    const { labels } = lesson;
    let [loss, tokens, from] = [0, 0, 0];
    for (let at = 0; at <= labels.length; at++) {
      if (at < labels.length && isWorthALook(looks, at, threshold)) continue;
      if (at > from) {
        const rows: Int32Array[] = [];
        for (let own = from; own < at; own++)
          rows.push(thin(allFeaturesAt(lesson, own, skip()), { tags: this.tags, share: DROP }));
        loss += this.#learnRun(rows, whole(labels.subarray(from, at)));
        tokens += at - from;
      }
      from = at + 1;
    }
    return { loss, tokens };
  }

  /** Keeps the weights as they are now for `average`. */
  keep(): void {
    this.#kept++;
    for (const [index, weight] of this.weights.entries()) this.#sums[index] = (this.#sums[index] ?? 0) + weight;
    for (const [index, value] of this.transitions.entries())
      this.#transitionSums[index] = (this.#transitionSums[index] ?? 0) + value;
  }

  /** Makes the weights the means of those kept, which say more than the last ones (Polyak, Juditsky, 1992). */
  average(): void {
    this.weights.set(this.#sums.map((sum) => sum / this.#kept));
    this.transitions.set(this.#transitionSums.map((sum) => sum / this.#kept));
  }

  #learnRun(rows: readonly Int32Array[], labels: Uint8Array): number {
    const count = rows.length;
    const exps = new Float64Array(count * LABELS);
    for (const [at, own] of rows.entries()) this.#score(own, exps.subarray(at * LABELS, (at + 1) * LABELS));
    const moves = Float64Array.from(this.transitions, (value, index) =>
      mayFollow(index % LABELS, Math.floor(index / LABELS)) ? Math.exp(value) : 0,
    );
    const forward = runForward(exps, moves, count);
    const backward = runBackward(exps, moves, { count, norms: forward.norms });
    const slopes = expectedMoves({ forward: forward.values, backward, exps, moves, count }).map((value) => -value);
    const gradient = new Float64Array(LABELS);
    let loss = 0;
    for (let at = 0; at < count; at++) {
      let sum = 0;
      for (let label = 0; label < LABELS; label++) {
        const value = (forward.values[at * LABELS + label] ?? 0) * (backward[at * LABELS + label] ?? 0);
        gradient[label] = value;
        sum += value;
      }
      const gold = labels[at] ?? 0;
      let largest = 0;
      for (let label = 0; label < LABELS; label++) {
        const share = (gradient[label] ?? 0) / sum;
        if (label === gold) loss -= Math.log(Math.max(share, 1e-12));
        gradient[label] = (label === gold ? 1 : 0) - share;
        largest = Math.max(largest, Math.abs(gradient[label] ?? 0));
      }
      if (largest > NEGLIGIBLE) this.#step(rows[at] as Int32Array, gradient);
    }
    this.#stepTransitions(slopes, labels);
    return loss;
  }

  #score(rows: Int32Array, into: Float64Array): void {
    const { weights } = this;
    for (const row of rows) {
      const base = row * WIDTH;
      for (let label = 0; label < LABELS; label++) into[label] = (into[label] ?? 0) + (weights[base + label] ?? 0);
    }
    const top = Math.max(...into);
    for (let label = 0; label < LABELS; label++) into[label] = Math.exp((into[label] ?? 0) - top);
  }

  #step(rows: Int32Array, gradient: Float64Array): void {
    const { weights } = this;
    const squares = this.#squares;
    for (let label = 0; label < LABELS; label++) {
      const slope = gradient[label] ?? 0;
      if (Math.abs(slope) < 0.001) continue;
      const square = slope * slope;
      for (const row of rows) {
        const index = row * WIDTH + label;
        const seen = (squares[index] ?? 0) + square;
        squares[index] = seen;
        weights[index] = (weights[index] ?? 0) + (RATE * slope) / Math.sqrt(seen + 0.05);
      }
    }
  }

  #stepTransitions(slopes: Float64Array, labels: Uint8Array): void {
    const add = (before: number, label: number) => {
      slopes[before * LABELS + label] = (slopes[before * LABELS + label] ?? 0) + 1;
    };
    add(0, labels[0] ?? 0);
    for (let at = 1; at < labels.length; at++) add(labels[at - 1] ?? 0, labels[at] ?? 0);
    add(labels.at(-1) ?? 0, 0);
    for (const [index, slope] of slopes.entries()) {
      if (Math.abs(slope) < 1e-4) continue;
      const seen = (this.#transitionSquares[index] ?? 0) + slope * slope;
      this.#transitionSquares[index] = seen;
      this.transitions[index] = (this.transitions[index] ?? 0) + (RATE * slope) / Math.sqrt(seen + 1);
    }
  }
}

/** The labels of a run that was cut out: what goes on with nothing begins. */
function whole(labels: Uint8Array): Uint8Array {
  return labels.map((label, at) => (mayFollow(label, at === 0 ? 0 : (labels[at - 1] ?? 0)) ? label : label - 1));
}
