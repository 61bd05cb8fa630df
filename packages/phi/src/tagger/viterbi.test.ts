import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LABELS, mayFollow } from './labels.ts';
import { Decoder } from './viterbi.ts';

const COUNT = 3;
const small = (length: number) => fc.array(fc.integer({ min: -40, max: 40 }), { minLength: length, maxLength: length });

/** Every row of labels that may stand, and what it scores. */
function* allRows(scores: Int32Array, transitions: Int32Array): Generator<number> {
  for (let row = 0; row < LABELS ** COUNT; row++) {
    const labels = [row % LABELS, Math.floor(row / LABELS) % LABELS, Math.floor(row / LABELS ** 2)];
    if (labels.every((label, at) => mayFollow(label, labels[at - 1] ?? 0))) yield sum(labels, scores, transitions);
  }
}

function sum(labels: readonly number[], scores: Int32Array, transitions: Int32Array): number {
  const inside = labels.reduce((total, label, at) => {
    const before = labels[at - 1] ?? 0;
    return total + (transitions[before * LABELS + label] ?? 0) + (scores[at * LABELS + label] ?? 0);
  }, 0);
  return inside + (transitions[(labels.at(-1) ?? 0) * LABELS] ?? 0);
}

describe('Decoder', () => {
  it('gives labels that may stand, and no others score more', () => {
    fc.assert(
      fc.property(small(COUNT * LABELS), small(LABELS * LABELS), (drawn, moves) => {
        const [scores, transitions] = [Int32Array.from(drawn), Int32Array.from(moves)];
        const labels = new Uint8Array(COUNT);
        new Decoder(transitions).decode(scores, COUNT, labels);
        expect([...labels].every((label, at) => mayFollow(label, labels[at - 1] ?? 0))).toBe(true);
        expect(sum([...labels], scores, transitions)).toBe(Math.max(...allRows(scores, transitions)));
      }),
      { numRuns: 60 },
    );
  });
});
