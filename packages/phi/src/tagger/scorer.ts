import { CONTEXTS, contextFeatures } from './context-features.ts';
import { VOTES } from './ear.ts';
import { LABELS } from './labels.ts';
import { ROW_LANES, SUM_LANES, sumOf, VOTE_BIAS, WEIGHT_BIAS } from './lanes.ts';
import type { Model } from './read-model.ts';
import { rowOf } from './rows.ts';
import type { TextSight } from './text-sight.ts';
import { DISTANCES } from './word-sight.ts';

const EVEN = 0x00ff00ff;

/** Scores tokens: for each label, what the words around a token and its surroundings say. */
export class Scorer {
  readonly #model: Model;
  readonly #features = new Int32Array(CONTEXTS);
  readonly #sums = new Int32Array(SUM_LANES);

  constructor(model: Model) {
    this.#model = model;
  }

  /** Writes the scores of a token to `into` and on. `votes` are those of the words of this text. */
  score(sight: TextSight, at: number, { votes, scores, into }: ScoreRoom): void {
    const { known } = sight.words;
    const sums = this.#sums.fill(0);
    for (let distance = 0; distance < DISTANCES; distance++) {
      const from = (known[at + distance] as number) * VOTES + distance * SUM_LANES;
      for (let lane = 0; lane < SUM_LANES; lane++) sums[lane] = (sums[lane] as number) + (votes[from + lane] as number);
    }
    contextFeatures(sight, at, this.#features);
    const bias = DISTANCES * VOTE_BIAS + this.#addContext() * WEIGHT_BIAS;
    for (let label = 0; label < LABELS; label++) scores[into + label] = sumOf(sums, label, bias);
  }

  /** Adds the rows of the features to the sums, which are kept in variables meanwhile; gives how many rows there were. */
  #addContext(): number {
    const { weights, rows: index } = this.#model;
    const features = this.#features;
    const sums = this.#sums;
    let rows = 0;
    let s0 = sums[0] as number;
    let s1 = sums[1] as number;
    let s2 = sums[2] as number;
    let s3 = sums[3] as number;
    let s4 = sums[4] as number;
    let s5 = sums[5] as number;
    for (let at = 0; at < CONTEXTS; at++) {
      const row = rowOf(features[at] as number, index);
      if (row < 0) continue;
      rows++;
      const from = row * ROW_LANES;
      const w0 = weights[from] as number;
      const w1 = weights[from + 1] as number;
      const w2 = weights[from + 2] as number;
      s0 = (s0 + (w0 & EVEN)) | 0;
      s1 = (s1 + ((w0 >>> 8) & EVEN)) | 0;
      s2 = (s2 + (w1 & EVEN)) | 0;
      s3 = (s3 + ((w1 >>> 8) & EVEN)) | 0;
      s4 = (s4 + (w2 & EVEN)) | 0;
      s5 = (s5 + ((w2 >>> 8) & EVEN)) | 0;
    }
    sums[0] = s0;
    sums[1] = s1;
    sums[2] = s2;
    sums[3] = s3;
    sums[4] = s4;
    sums[5] = s5;
    return rows;
  }
}

/** Where the votes are read and the scores are written. */
export interface ScoreRoom {
  readonly votes: Int32Array;
  readonly scores: Int32Array;
  readonly into: number;
}
