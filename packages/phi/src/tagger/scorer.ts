import { CONTEXTS, contextFeatures } from './context-features.ts';
import { VOTES } from './ear.ts';
import { LABELS } from './labels.ts';
import { SUM_LANES, sumOf, VOTE_BIAS, WEIGHT_BIAS } from './lanes.ts';
import type { Model } from './read-model.ts';
import { RowFinder } from './row-finder.ts';
import type { TextSight } from './text-sight.ts';
import { DISTANCES } from './word-sight.ts';

/** So many tokens are scored together: the memory that their weights are in is waited for once. */
const TOGETHER = 16;
const BIAS = DISTANCES * VOTE_BIAS + CONTEXTS * WEIGHT_BIAS;
const EVEN = 0x00ff00ff;

/** Scores tokens: for each label, what the words around a token and its surroundings say. */
export class Scorer {
  readonly #weights: Int32Array;
  readonly #finder: RowFinder;
  readonly #features = new Int32Array(TOGETHER * CONTEXTS);
  /** The same, token by token. */
  readonly #own = Array.from({ length: TOGETHER }, (_, index) =>
    this.#features.subarray(index * CONTEXTS, (index + 1) * CONTEXTS),
  );
  readonly #sums = new Int32Array(SUM_LANES);

  constructor({ rows }: Model) {
    this.#weights = rows.weights;
    this.#finder = new RowFinder(rows, TOGETHER * CONTEXTS);
  }

  /** Writes the scores of the tokens of a run, `scores[token * LABELS + label]`. `votes` are those of the words of this text. */
  score(sight: TextSight, { from, to, votes, scores }: RunToScore): void {
    const { known } = sight.words;
    for (let first = from; first < to; first += TOGETHER) {
      const count = Math.min(to - first, TOGETHER);
      for (let index = 0; index < count; index++) contextFeatures(sight, first + index, this.#own[index] as Int32Array);
      this.#finder.find(this.#features, count * CONTEXTS);
      for (let index = 0; index < count; index++) {
        this.#sum(known, first + index, { votes, row: index * CONTEXTS });
        const into = (first + index - from) * LABELS;
        for (let label = 0; label < LABELS; label++) scores[into + label] = sumOf(this.#sums, label, BIAS);
      }
      this.#finder.remember();
    }
  }

  /** Adds up the votes of the words around a token, and the rows of its features. The sums are kept in variables meanwhile. */
  #sum(known: Int32Array, at: number, { votes, row }: { readonly votes: Int32Array; readonly row: number }): void {
    const weights = this.#weights;
    const { starts } = this.#finder;
    const sums = this.#sums;
    let [s0, s1, s2, s3, s4, s5] = [0, 0, 0, 0, 0, 0];
    for (let distance = 0; distance < DISTANCES; distance++) {
      const from = (known[at + distance] as number) * VOTES + distance * SUM_LANES;
      s0 = (s0 + (votes[from] as number)) | 0;
      s1 = (s1 + (votes[from + 1] as number)) | 0;
      s2 = (s2 + (votes[from + 2] as number)) | 0;
      s3 = (s3 + (votes[from + 3] as number)) | 0;
      s4 = (s4 + (votes[from + 4] as number)) | 0;
      s5 = (s5 + (votes[from + 5] as number)) | 0;
    }
    for (let index = row; index < row + CONTEXTS; index++) {
      const from = starts[index] as number;
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
  }
}

/** The tokens to score, where the votes are read, and where the scores are written. */
export interface RunToScore {
  readonly from: number;
  readonly to: number;
  readonly votes: Int32Array;
  readonly scores: Int32Array;
}
