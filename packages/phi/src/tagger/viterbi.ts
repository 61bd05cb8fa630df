import { isInside, LABELS } from './labels.ts';

/** What is added where one label follows another, `[before * LABELS + label]`; row `LABELS` is the start of a text. */
export type Transitions = Int32Array;

/** What lies this far behind the best never catches up: it is left out. */
const BEAM = 600;

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
  const alive = new Uint8Array(LABELS);
  for (let at = 1; at < count; at++) {
    const living = gather(best, alive);
    for (let label = 0; label < LABELS; label++) {
      let top = IMPOSSIBLE * 2;
      let from = 0;
      if (isInside(label)) {
        // Only a span of its own class goes on.
        const begin = (best[label - 1] as number) + (transitions[(label - 1) * LABELS + label] as number);
        const inside = (best[label] as number) + (transitions[label * LABELS + label] as number);
        from = begin > inside ? label - 1 : label;
        top = Math.max(begin, inside);
      } else {
        for (let index = 0; index < living; index++) {
          const before = alive[index] as number;
          const score = (best[before] as number) + (transitions[before * LABELS + label] as number);
          if (score > top) {
            top = score;
            from = before;
          }
        }
      }
      next[label] = Math.max(IMPOSSIBLE, top + (scores[at * LABELS + label] as number));
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

/** Lists the labels that may still win, and says how many they are. */
function gather(best: Int32Array, alive: Uint8Array): number {
  let top = IMPOSSIBLE;
  for (let label = 0; label < LABELS; label++) if ((best[label] as number) > top) top = best[label] as number;
  let count = 0;
  for (let label = 0; label < LABELS; label++) if ((best[label] as number) >= top - BEAM) alive[count++] = label;
  return count;
}
