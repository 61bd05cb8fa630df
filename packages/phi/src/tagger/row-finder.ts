import { ROW_LANES, TAG_LANE } from './lanes.ts';
import { copyStart, findRows, isSet, type Rows } from './rows.ts';

/**
 * Finds the rows of many features at once. All rows are more than a processor keeps near; those of the features seen last, most of which come again soon,
 * are copied close together.
 */
export class RowFinder {
  /** Where the rows of the features begin that were looked for last. One without a row has the empty one. */
  readonly starts: Int32Array;
  readonly #rows: Rows;
  readonly #missing: Int32Array;
  readonly #missed: Int32Array;
  readonly #found: Int32Array;
  #misses = 0;

  /** `most` is how many features are looked for at most. */
  constructor(rows: Rows, most: number) {
    this.#rows = rows;
    this.starts = new Int32Array(most);
    this.#missing = new Int32Array(most + 1);
    this.#missed = new Int32Array(most + 1);
    this.#found = new Int32Array(most);
  }

  /** Writes into `starts` where the rows of the first `count` features begin. It stands until `remember`. */
  find(features: Int32Array, count: number): void {
    this.#misses = this.#findCopies(features, count);
    findRows(this.#missed, this.#misses, { rows: this.#rows, starts: this.#found });
    for (let miss = 0; miss < this.#misses; miss++)
      this.starts[this.#missing[miss] as number] = this.#found[miss] as number;
  }

  /** Copies the rows that had to be looked for. */
  remember(): void {
    const { weights } = this.#rows;
    for (let miss = 0; miss < this.#misses; miss++) {
      const feature = this.#missed[miss] as number;
      const copy = copyStart(feature, this.#rows);
      const row = this.#found[miss] as number;
      for (let lane = 0; lane < ROW_LANES; lane++) weights[copy + lane] = weights[row + lane] as number;
      weights[copy + TAG_LANE] = feature;
    }
  }

  /** Lists the features that have no copy, and gives how many there are. No branch, as it would be guessed wrong. */
  #findCopies(features: Int32Array, count: number): number {
    const { weights } = this.#rows;
    let misses = 0;
    for (let index = 0; index < count; index++) {
      const feature = features[index] as number;
      const copy = copyStart(feature, this.#rows);
      this.starts[index] = copy;
      this.#missing[misses] = index;
      this.#missed[misses] = feature;
      misses += isSet((weights[copy + TAG_LANE] as number) ^ feature);
    }
    return misses;
  }
}
