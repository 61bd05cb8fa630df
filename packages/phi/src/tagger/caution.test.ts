import { describe, expect, it } from 'vitest';
import { NONE, withCosts } from './caution.ts';
import { CLASSES, LABELS } from './labels.ts';
import { Decoder } from './viterbi.ts';

/** Labels of three tokens, of which the first two may be a place, for 3 each. */
function labelsOf(cost: number): readonly number[] {
  const scores = new Int32Array(3 * LABELS);
  const [begins, goesOn] = [1 + 2 * CLASSES.indexOf('LOCATION'), 2 + 2 * CLASSES.indexOf('LOCATION')];
  scores[begins] = scores[LABELS + goesOn] = scores[LABELS + begins] = 3;
  const labels = new Uint8Array(3);
  new Decoder(withCosts(new Int32Array(LABELS * LABELS), { ...NONE.beginning, LOCATION: cost })).decode(
    scores,
    3,
    labels,
  );
  return [...labels];
}

describe('withCosts', () => {
  it('makes a span of two tokens cost once', () => {
    expect(labelsOf(2)).toEqual([3, 4, 0]);
    expect(labelsOf(5)).toEqual([3, 4, 0]);
    expect(labelsOf(7)).toEqual([0, 0, 0]);
  });

  it('leaves what it is given as it was', () => {
    const transitions = new Int32Array(LABELS * LABELS);
    withCosts(transitions, { ...NONE.beginning, NAME: 3 });
    expect(transitions.every((value) => value === 0)).toBe(true);
  });
});
