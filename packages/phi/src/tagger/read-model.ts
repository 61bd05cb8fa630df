import { LOOK, WIDTH } from './labels.ts';
import { ROWS } from './rows.ts';
import { numberAt, SYMBOLS } from './symbols.ts';

/** A model ready for use. */
export interface Model {
  /** `weights[row * WIDTH + label]`, and at `LOOK` what the row says for a closer look. */
  readonly weights: Int8Array;
  /** Whose row each is, 0 for none. They stand apart from the weights, as most features have no row, and what is small stays in the processor's cache. */
  readonly tags: Int8Array;
  readonly transitions: Int32Array;
  /** From what sum on a token is looked at closely. */
  readonly threshold: number;
  readonly filters: readonly Uint8Array[];
  readonly placePairs: Uint8Array;
}

/** A model as its module holds it; see `symbols.ts` for how numbers are written. */
export interface ModelSource {
  /** For each row with weights, how many were passed over; the highest symbol stands for so many and more to come. */
  readonly GAPS: string;
  readonly TAGS: string;
  /** For each row with weights, which columns have one: two symbols of six bits. */
  readonly COLUMNS: string;
  /** The weights, each with `MIDDLE` added. */
  readonly VALUES: string;
  readonly TRANSITIONS: readonly number[];
  readonly THRESHOLD: number;
  readonly FILTERS: readonly string[];
  readonly PLACE_PAIRS: string;
}

/** The largest gap that one symbol says. */
export const LONGEST_GAP = SYMBOLS - 1;

/** What is added to a weight, which is from `-MIDDLE` to `MIDDLE`. */
export const MIDDLE = (SYMBOLS - 1) / 2;

/** Unpacks a model. */
export function readModel(source: ModelSource): Model {
  return {
    ...readRows(source),
    transitions: Int32Array.from(source.TRANSITIONS),
    threshold: source.THRESHOLD,
    filters: source.FILTERS.map(bytesOf),
    placePairs: bytesOf(source.PLACE_PAIRS),
  };
}

function readRows({ GAPS, TAGS, COLUMNS, VALUES }: ModelSource): Pick<Model, 'weights' | 'tags'> {
  const weights = new Int8Array(ROWS * WIDTH);
  const tags = new Int8Array(ROWS);
  let [row, index, value] = [0, 0, 0];
  for (let at = 0; at < GAPS.length; at++) {
    const gap = numberAt(GAPS, at);
    row += gap;
    if (gap === LONGEST_GAP) continue;
    const from = row * WIDTH;
    tags[row] = numberAt(TAGS, index) + 1;
    const present = numberAt(COLUMNS, 2 * index) | (numberAt(COLUMNS, 2 * index + 1) << 6);
    for (let column = 0; column <= LOOK; column++)
      if ((present >> column) & 1) weights[from + column] = numberAt(VALUES, value++) - MIDDLE;
    index++;
    row++;
  }
  return { weights, tags };
}

function bytesOf(base64: string): Uint8Array {
  const binary = atob(base64);
  const bytes = new Uint8Array(binary.length);
  for (let at = 0; at < binary.length; at++) bytes[at] = binary.charCodeAt(at);
  return bytes;
}
