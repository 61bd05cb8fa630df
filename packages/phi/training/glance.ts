import { LOOK, WIDTH } from '../src/tagger/labels.ts';
import { wordFeaturesAt } from './features-at.ts';
import type { Lesson } from './lesson.ts';
import { DROP } from './settings.ts';
import { thin } from './thin.ts';
import { trainingRow } from './training-row.ts';

const RATE = 0.1;
/** How much worse it is to pass over a token of an identifier than to look closely at one of none. */
const MISSED = 12;
/** Of 4,096 steps of the sums that are counted. */
const FINEST = 0.05;

/** Learns which tokens are worth a closer look, by logistic regression over the words around them. */
export class Glance {
  readonly #weights: Float32Array;
  readonly #squares: Float32Array;

  readonly #tags: Int8Array;

  constructor({ weights, tags }: { readonly weights: Float32Array; readonly tags: Int8Array }) {
    this.#weights = weights;
    this.#tags = tags;
    this.#squares = new Float32Array(weights.length / WIDTH);
  }

  /** Learns from one text; `skip` leaves out the word itself of some tokens. */
  learn(lesson: Lesson, skip: () => boolean): void {
    const { labels } = lesson;
    for (let at = 0; at < labels.length; at++) {
      const rows = thin(wordFeaturesAt(lesson, at, skip()), { tags: this.#tags, share: DROP });
      let sum = 0;
      for (const row of rows) sum += this.#weights[row * WIDTH + LOOK] ?? 0;
      const share = 1 / (1 + Math.exp(-sum));
      const gold = labels[at] === 0 ? 0 : 1;
      const slope = (gold - share) * (gold === 1 ? MISSED : 1);
      if (Math.abs(slope) > 0.01) this.#step(rows, slope);
    }
  }

  #step(rows: Int32Array, slope: number): void {
    for (const row of rows) {
      const seen = (this.#squares[row] ?? 0) + slope * slope;
      this.#squares[row] = seen;
      const at = row * WIDTH + LOOK;
      this.#weights[at] = (this.#weights[at] ?? 0) + (RATE * slope) / Math.sqrt(seen + 0.05);
    }
  }

  /** The sum for each token of a text. */
  sums(lesson: Lesson): Float32Array {
    const { count } = lesson.sight.tokens;
    const sums = new Float32Array(count + 1).fill(-1000);
    for (let at = 0; at < count; at++) {
      let sum = 0;
      for (const feature of wordFeaturesAt(lesson, at))
        sum += this.#weights[trainingRow(feature, this.#tags) * WIDTH + LOOK] ?? 0;
      sums[at] = sum * (1 - DROP);
    }
    return sums;
  }

  /** The sum that only this share of the identifiers' tokens in some texts stays below, and the share of all tokens above it. */
  threshold(lessons: Iterable<Lesson>, share: number): { readonly threshold: number; readonly above: number } {
    const gold: number[] = [];
    const all: number[] = [];
    for (const lesson of lessons) {
      const sums = this.sums(lesson);
      for (const [at, label] of lesson.labels.entries()) {
        all.push(sums[at] ?? 0);
        if (label > 0) gold.push(sums[at] ?? 0);
      }
    }
    gold.sort((a, b) => a - b);
    const exact = gold[Math.floor(gold.length * share)] ?? 0;
    const threshold = Math.floor(exact / FINEST) * FINEST;
    return { threshold, above: all.filter((sum) => sum >= threshold).length / all.length };
  }
}
