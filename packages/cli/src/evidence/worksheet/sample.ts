import { createHash } from 'node:crypto';
import { MAX_SAMPLE } from '@sallyport/ledger';
import { compareTexts } from '../tally/groups.ts';
import { type Cell, csvLine } from './csv-line.ts';
import { POPULATION_COLUMNS } from './population.ts';

/** The last columns of `worksheet/sample.csv`: empty, for whoever looks into each call. */
export const SIGN_OFF_COLUMNS = ['result', 'remarks', 'reviewed_by', 'reviewed_on'] as const;

interface Drawn {
  readonly digest: string;
  readonly cells: readonly Cell[];
}

/**
 * Draws a sample of a population of unknown size: the rows of which SHA-256 of seed, `:` and id, in hexadecimal, is smallest. So the order of the rows
 * changes nothing, a larger sample holds the smaller one, and anybody who has seed and population can draw it again. At most `MAX_SAMPLE` are drawn, whatever a manifest asks for.
 */
export class Sample {
  readonly #seed: string;
  readonly #most: number;
  /** By their digests, the smallest first. */
  readonly #drawn: Drawn[] = [];

  constructor({ seed, size }: { readonly seed: string; readonly size: number }) {
    this.#seed = seed;
    this.#most = Math.min(size, MAX_SAMPLE);
  }

  /** Looks at a row of the population. */
  take(id: string, cells: readonly Cell[]): void {
    const digest = createHash('sha256').update(`${this.#seed}:${id}`).digest('hex');
    const place = this.#placeOf(digest);
    if (place >= this.#most) return;
    this.#drawn.splice(place, 0, { digest, cells });
    if (this.#drawn.length > this.#most) this.#drawn.pop();
  }

  /** How many rows are in it. */
  get size(): number {
    return this.#drawn.length;
  }

  /** The lines of `worksheet/sample.csv`, in the order in which they were drawn. */
  lines(): readonly string[] {
    const header = ['draw', 'sha256', ...POPULATION_COLUMNS, ...SIGN_OFF_COLUMNS];
    const empty = SIGN_OFF_COLUMNS.map(() => undefined);
    return [
      csvLine(header),
      ...this.#drawn.map(({ digest, cells }, index) => csvLine([index + 1, digest, ...cells, ...empty])),
    ];
  }

  /** How many digests are no greater. */
  #placeOf(digest: string): number {
    let low = 0;
    let high = this.#drawn.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (compareTexts(this.#drawn[middle]?.digest ?? '', digest) <= 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
