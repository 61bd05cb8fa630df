import { LOOK, TAG, WIDTH } from './labels.ts';
import { ROWS } from './rows.ts';

/** A model ready for use. */
export interface Model {
  /** `weights[row * WIDTH + label]`, at `LOOK` what the row says for a closer look, and at `TAG` whose row it is. */
  readonly weights: Int8Array;
  readonly transitions: Int32Array;
  /** From what sum on a token is looked at closely. */
  readonly threshold: number;
  readonly filters: readonly Uint8Array[];
  readonly placePairs: Uint8Array;
}

/** A model as its module holds it. */
export interface ModelSource {
  readonly WEIGHTS: string;
  readonly TRANSITIONS: readonly number[];
  readonly THRESHOLD: number;
  readonly FILTERS: readonly string[];
  readonly PLACE_PAIRS: string;
}

/** Unpacks a model: for each row that has weights, how many rows were passed over, the tag, which columns have a weight, and the weights. */
export function readModel({ WEIGHTS, TRANSITIONS, THRESHOLD, FILTERS, PLACE_PAIRS }: ModelSource): Model {
  const bytes = bytesOf(WEIGHTS);
  const weights = new Int8Array(ROWS * WIDTH);
  let row = 0;
  for (let at = 0; at < bytes.length; ) {
    const gap = bytes[at++] as number;
    row += gap;
    if (gap === 255) continue;
    weights[row * WIDTH + TAG] = bytes[at] as number;
    const present = (bytes[at + 1] as number) | ((bytes[at + 2] as number) << 8);
    at += 3;
    for (let column = 0; column <= LOOK; column++) {
      if ((present >> column) & 1) weights[row * WIDTH + column] = bytes[at++] as number;
    }
    row++;
  }
  return {
    weights,
    transitions: Int32Array.from(TRANSITIONS),
    threshold: THRESHOLD,
    filters: FILTERS.map(bytesOf),
    placePairs: bytesOf(PLACE_PAIRS),
  };
}

function bytesOf(base64: string): Uint8Array {
  const binary = atob(base64);
  const bytes = new Uint8Array(binary.length);
  for (let at = 0; at < binary.length; at++) bytes[at] = binary.charCodeAt(at);
  return bytes;
}
