import { LABELS } from '../src/tagger/labels.ts';

/** Sums over all ways to a token, for each label of it, each token's made 1 in all; and what they were divided by. */
export function runForward(exps: Float64Array, moves: Float64Array, count: number) {
  const values = new Float64Array(count * LABELS);
  const norms = new Float64Array(count);
  for (let at = 0; at < count; at++) {
    let sum = 0;
    for (let label = 0; label < LABELS; label++) {
      let value = 0;
      if (at === 0) value = moves[label] ?? 0;
      else {
        const from = (at - 1) * LABELS;
        for (let before = 0; before < LABELS; before++)
          value += (values[from + before] ?? 0) * (moves[before * LABELS + label] ?? 0);
      }
      value *= exps[at * LABELS + label] ?? 0;
      values[at * LABELS + label] = value;
      sum += value;
    }
    norms[at] = sum;
    for (let label = 0; label < LABELS; label++) values[at * LABELS + label] = (values[at * LABELS + label] ?? 0) / sum;
  }
  return { values, norms };
}

/** Sums over all ways from a token to the end, where what follows is outside. */
export function runBackward(
  exps: Float64Array,
  moves: Float64Array,
  { count, norms }: { readonly count: number; readonly norms: Float64Array },
): Float64Array {
  const values = new Float64Array(count * LABELS);
  for (let label = 0; label < LABELS; label++) values[(count - 1) * LABELS + label] = moves[label * LABELS] ?? 0;
  for (let at = count - 2; at >= 0; at--) {
    const next = (at + 1) * LABELS;
    for (let label = 0; label < LABELS; label++) {
      let value = 0;
      for (let after = 0; after < LABELS; after++)
        value += (moves[label * LABELS + after] ?? 0) * (exps[next + after] ?? 0) * (values[next + after] ?? 0);
      values[at * LABELS + label] = value / (norms[at + 1] ?? 1);
    }
  }
  return values;
}

interface Lattice {
  readonly forward: Float64Array;
  readonly backward: Float64Array;
  readonly exps: Float64Array;
  readonly moves: Float64Array;
  readonly count: number;
}

const share = new Float64Array(LABELS * LABELS);

/** How often each label is expected to follow each, with the steps from outside into the run and out of it. */
export function expectedMoves({ forward, backward, exps, moves, count }: Lattice): Float64Array {
  const expected = new Float64Array(LABELS * LABELS);
  addShares(expected, forward, backward, 0, (label) => label);
  for (let at = 0; at + 1 < count; at++) {
    const next = (at + 1) * LABELS;
    let sum = 0;
    for (let before = 0; before < LABELS; before++) {
      const from = forward[at * LABELS + before] ?? 0;
      for (let label = 0; label < LABELS; label++) {
        const index = before * LABELS + label;
        const value = from * (moves[index] ?? 0) * (exps[next + label] ?? 0) * (backward[next + label] ?? 0);
        share[index] = value;
        sum += value;
      }
    }
    for (let index = 0; index < share.length; index++)
      expected[index] = (expected[index] ?? 0) + (share[index] ?? 0) / sum;
  }
  addShares(expected, forward, backward, count - 1, (label) => label * LABELS);
  return expected;
}

function addShares(
  expected: Float64Array,
  forward: Float64Array,
  backward: Float64Array,
  at: number,
  place: (label: number) => number,
): void {
  const values = Float64Array.from(
    { length: LABELS },
    (_, label) => (forward[at * LABELS + label] ?? 0) * (backward[at * LABELS + label] ?? 0),
  );
  const sum = values.reduce((total, value) => total + value, 0);
  for (const [label, value] of values.entries()) expected[place(label)] = (expected[place(label)] ?? 0) + value / sum;
}
