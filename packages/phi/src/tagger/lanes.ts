import { LABELS } from './labels.ts';

/**
 * Numbers side by side in one: adding two such adds every lane, which takes a half or a fourth of the steps. A weight is a byte, four in a number; a
 * sum has two bytes, two in a number. Each is kept above 0 by what is added to it, and no sum overflows.
 */

/** How many numbers a row of weights takes: a power of two, so that no row lies in two lines of a cache. */
export const ROW_LANES = 4;

/** Which of them has no weights, but the tag of the row's feature. */
export const TAG_LANE = 3;

/** How many numbers the sums of all labels take. */
export const SUM_LANES = 6;

/** What is added to a weight. */
export const WEIGHT_BIAS = 128;

/** What is added to the votes of a word at one distance, which are cut off at `-MOST_VOTE` and `MOST_VOTE`. */
export const VOTE_BIAS = 3100;
const MOST_VOTE = 3000;

/** A row in which every weight is 0. */
export const NO_WEIGHTS = 0x80808080 | 0;

/** The weight in a column of the row that begins at `start`. */
export function weightAt(weights: Int32Array, start: number, column: number): number {
  const lanes = weights[start + (column >> 2)] as number;
  return ((lanes >>> (8 * (column & 3))) & 255) - WEIGHT_BIAS;
}

/** Writes the votes for the labels as lanes of sums. */
export function putVotes(votes: Int32Array, into: number, byLabel: ArrayLike<number>): void {
  votes.fill(VOTE_BIAS * 0x10001, into, into + SUM_LANES);
  for (let label = 0; label < LABELS; label++) {
    const vote = Math.max(-MOST_VOTE, Math.min(MOST_VOTE, byLabel[label] as number));
    const at = into + laneOf(label);
    votes[at] = (votes[at] as number) + (isHigh(label) ? vote << 16 : vote);
  }
}

/** The sum of a label. `bias` is all that was added. */
export function sumOf(lanes: ArrayLike<number>, label: number, bias: number): number {
  const lane = lanes[laneOf(label)] as number;
  return (isHigh(label) ? lane >>> 16 : lane & 0xffff) - bias;
}

// Labels 0 and 2 of four are in one number, 1 and 3 in the next: so a mask parts the bytes of weights.
function laneOf(label: number): number {
  return 2 * (label >> 2) + (label & 1);
}

function isHigh(label: number): boolean {
  return (label & 2) !== 0;
}
