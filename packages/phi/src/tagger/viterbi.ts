import { isInside, LABELS, mayFollow } from './labels.ts';

/** What is added where one label follows another, `[before * LABELS + label]`; row `LABELS` is the start of a text. */
export type Transitions = Int32Array;

/** For each label, those it may follow. */
const BEFORE: readonly (readonly number[])[] = Array.from({ length: LABELS }, (_, label) =>
  Array.from({ length: LABELS }, (_, before) => before).filter((before) => mayFollow(label, before)),
);

const IMPOSSIBLE = -1_000_000_000;

/** The best labels for the scores of `count` tokens, `scores[token * LABELS + label]`: Viterbi's algorithm. */
export function bestLabels(scores: Int32Array, count: number, transitions: Transitions): Uint8Array {
  const back = new Uint8Array(count * LABELS);
  let best = new Int32Array(LABELS);
  let next = new Int32Array(LABELS);
  for (let label = 0; label < LABELS; label++) {
    const first = (transitions[LABELS * LABELS + label] ?? 0) + (scores[label] ?? 0);
    best[label] = isInside(label) ? IMPOSSIBLE : first;
  }
  for (let at = 1; at < count; at++) {
    for (let label = 0; label < LABELS; label++) {
      let top = IMPOSSIBLE * 2;
      let from = 0;
      for (const before of BEFORE[label] as readonly number[]) {
        const score = (best[before] as number) + (transitions[before * LABELS + label] as number);
        if (score > top) {
          top = score;
          from = before;
        }
      }
      next[label] = top + (scores[at * LABELS + label] as number);
      back[at * LABELS + label] = from;
    }
    [best, next] = [next, best];
  }
  const labels = new Uint8Array(count);
  let label = best.indexOf(Math.max(...best));
  for (let at = count - 1; at >= 0; at--) {
    labels[at] = label;
    label = back[at * LABELS + label] ?? 0;
  }
  return labels;
}
