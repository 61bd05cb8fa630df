import { CONTEXTS, contextRows } from '../src/tagger/context-rows.ts';
import { LABELS, mayFollow } from '../src/tagger/labels.ts';
import type { TextSight } from '../src/tagger/text-sight.ts';
import { REACH, ROWS } from '../src/tagger/word-sight.ts';

/** A text to learn from: how it looks, and its labels. */
export interface Lesson {
  readonly sight: TextSight;
  readonly labels: Uint8Array;
}

/** How far a step goes. */
const RATE = 0.08;
const NEGLIGIBLE = 0.004;
/** The share of rows that a token is judged without. */
export const DROP = 0.3;

let dice = 12_345;

/** Leaves out some of the rows, so that none is relied on alone (dropout, Srivastava et al., 2014). */
function thin(rows: Int32Array, share: number): Int32Array {
  if (share === 0) return rows;
  const limit = share * 4_294_967_296;
  return rows.filter(() => {
    dice ^= dice << 13;
    dice ^= dice >>> 17;
    dice ^= dice << 5;
    return dice >>> 0 >= limit;
  });
}

/** A linear-chain conditional random field (Lafferty, McCallum, Pereira, 2001), learnt online by AdaGrad (Duchi, Hazan, Singer, 2011). */
export class ConditionalRandomField {
  readonly weights = new Float32Array(ROWS * LABELS);
  readonly transitions = new Float32Array((LABELS + 1) * LABELS);
  readonly #squares = new Float32Array(ROWS * LABELS);
  readonly #transitionSquares = new Float32Array((LABELS + 1) * LABELS);

  /** Learns from one text; `skip` leaves out the word itself of some tokens, so that their surroundings must tell. Gives the loss. */
  learn({ sight, labels }: Lesson, skip: () => boolean): number {
    const count = labels.length;
    if (count === 0) return 0;
    const rows: Int32Array[] = [];
    const exps = new Float64Array(count * LABELS);
    for (let at = 0; at < count; at++) {
      const own = thin(rowsAt(sight, at, skip()), DROP);
      rows.push(own);
      this.#score(own, exps.subarray(at * LABELS, (at + 1) * LABELS));
    }
    const moves = Float64Array.from(this.transitions, (value, index) =>
      mayFollow(index % LABELS, index >= LABELS * LABELS ? 0 : Math.floor(index / LABELS)) ? Math.exp(value) : 0,
    );
    const { forward, norms } = runForward(exps, moves, count);
    const backward = runBackward(exps, moves, { count, norms });
    const expected = new Float64Array(moves.length);
    let loss = 0;
    const gradient = new Float64Array(LABELS);
    for (let at = 0; at < count; at++) {
      let sum = 0;
      for (let label = 0; label < LABELS; label++) {
        const value = (forward[at * LABELS + label] ?? 0) * (backward[at * LABELS + label] ?? 0);
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
      if (at + 1 < count) expectMoves(expected, { forward, backward, exps, moves, at });
      if (largest > NEGLIGIBLE) this.#step(rows[at] as Int32Array, gradient);
    }
    this.#stepTransitions(expected, { labels, first: firstShares(forward, backward) });
    return loss;
  }

  #score(rows: Int32Array, into: Float64Array): void {
    const { weights } = this;
    for (const row of rows) {
      const base = row * LABELS;
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
        const index = row * LABELS + label;
        const seen = (squares[index] ?? 0) + square;
        squares[index] = seen;
        const weight = weights[index] ?? 0;
        weights[index] = weight + (RATE * slope) / Math.sqrt(seen + 0.05);
      }
    }
  }

  #stepTransitions(
    expected: Float64Array,
    { labels, first }: { readonly labels: Uint8Array; readonly first: Float64Array },
  ): void {
    for (let label = 0; label < LABELS; label++) expected[LABELS * LABELS + label] = first[label] ?? 0;
    const slopes = expected.map((value) => -value);
    const add = (index: number) => {
      slopes[index] = (slopes[index] ?? 0) + 1;
    };
    add(LABELS * LABELS + (labels[0] ?? 0));
    for (let at = 1; at < labels.length; at++) add((labels[at - 1] ?? 0) * LABELS + (labels[at] ?? 0));
    for (const [index, slope] of slopes.entries()) {
      if (Math.abs(slope) < 1e-4) continue;
      const seen = (this.#transitionSquares[index] ?? 0) + slope * slope;
      this.#transitionSquares[index] = seen;
      this.transitions[index] = (this.transitions[index] ?? 0) + (RATE * slope) / Math.sqrt(seen + 1);
    }
  }
}

/** All rows a token is judged by. */
function rowsAt(sight: TextSight, at: number, withoutWord = false): Int32Array {
  const parts: Int32Array[] = [];
  let length = CONTEXTS;
  for (let distance = -REACH; distance <= REACH; distance++) {
    const all = sight.words[at + distance + REACH]?.rows[distance + REACH] ?? new Int32Array();
    const rows = withoutWord && distance === 0 ? all.subarray(1, 2) : all;
    parts.push(rows);
    length += rows.length;
  }
  const rows = new Int32Array(length);
  contextRows(sight, at, rows);
  let index = CONTEXTS;
  for (const part of parts) {
    rows.set(part, index);
    index += part.length;
  }
  return rows;
}

function runForward(exps: Float64Array, moves: Float64Array, count: number) {
  const forward = new Float64Array(count * LABELS);
  const norms = new Float64Array(count);
  for (let at = 0; at < count; at++) {
    let sum = 0;
    for (let label = 0; label < LABELS; label++) {
      let value = 0;
      if (at === 0) value = moves[LABELS * LABELS + label] ?? 0;
      else {
        const from = (at - 1) * LABELS;
        for (let before = 0; before < LABELS; before++)
          value += (forward[from + before] ?? 0) * (moves[before * LABELS + label] ?? 0);
      }
      value *= exps[at * LABELS + label] ?? 0;
      forward[at * LABELS + label] = value;
      sum += value;
    }
    norms[at] = sum;
    for (let label = 0; label < LABELS; label++)
      forward[at * LABELS + label] = (forward[at * LABELS + label] ?? 0) / sum;
  }
  return { forward, norms };
}

function runBackward(
  exps: Float64Array,
  moves: Float64Array,
  { count, norms }: { readonly count: number; readonly norms: Float64Array },
): Float64Array {
  const backward = new Float64Array(count * LABELS).fill(1, (count - 1) * LABELS);
  for (let at = count - 2; at >= 0; at--) {
    const next = (at + 1) * LABELS;
    for (let label = 0; label < LABELS; label++) {
      let value = 0;
      for (let after = 0; after < LABELS; after++)
        value += (moves[label * LABELS + after] ?? 0) * (exps[next + after] ?? 0) * (backward[next + after] ?? 0);
      backward[at * LABELS + label] = value / (norms[at + 1] ?? 1);
    }
  }
  return backward;
}

interface Lattice {
  readonly forward: Float64Array;
  readonly backward: Float64Array;
  readonly exps: Float64Array;
  readonly moves: Float64Array;
  readonly at: number;
}

const share = new Float64Array(LABELS * LABELS);

function expectMoves(expected: Float64Array, { forward, backward, exps, moves, at }: Lattice): void {
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

function firstShares(forward: Float64Array, backward: Float64Array): Float64Array {
  const shares = Float64Array.from({ length: LABELS }, (_, label) => (forward[label] ?? 0) * (backward[label] ?? 0));
  const sum = shares.reduce((total, value) => total + value, 0);
  return shares.map((value) => value / sum);
}
