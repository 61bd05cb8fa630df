import { isInside, LABELS } from './labels.ts';

/** What is added where one label follows another, `[before * LABELS + label]`. */
export type Transitions = Int32Array;

/** What lies this far behind the best never catches up: it is left out. */
const BEAM = 600;

const IMPOSSIBLE = -1_000_000_000;

/** Finds the best labels of runs of tokens, by Viterbi's algorithm. What stands before and behind a run is outside. */
export class Decoder {
  readonly #transitions: Transitions;
  readonly #alive = new Uint8Array(LABELS);
  #best = new Int32Array(LABELS);
  #next = new Int32Array(LABELS);
  #back = new Uint8Array(0);

  constructor(transitions: Transitions) {
    this.#transitions = transitions;
  }

  /** Writes the best labels for the scores of `count` tokens, `scores[token * LABELS + label]`, into `labels`. */
  decode(scores: Int32Array, count: number, labels: Uint8Array): void {
    const transitions = this.#transitions;
    if (this.#back.length < count * LABELS) this.#back = new Uint8Array(2 * count * LABELS);
    for (let label = 0; label < LABELS; label++)
      this.#best[label] = isInside(label) ? IMPOSSIBLE : (transitions[label] as number) + (scores[label] as number);
    for (let at = 1; at < count; at++) this.#step(scores, at * LABELS);
    const best = this.#best;
    let label = 0;
    let top = IMPOSSIBLE * 2;
    for (let last = 0; last < LABELS; last++) {
      const score = (best[last] as number) + (transitions[last * LABELS] as number);
      if (score > top) [top, label] = [score, last];
    }
    for (let at = count - 1; at >= 0; at--) {
      labels[at] = label;
      label = this.#back[at * LABELS + label] as number;
    }
  }

  #step(scores: Int32Array, from: number): void {
    const transitions = this.#transitions;
    const best = this.#best;
    const next = this.#next;
    const living = gather(best, this.#alive);
    for (let label = 0; label < LABELS; label++) {
      let top = IMPOSSIBLE * 2;
      let origin = 0;
      if (isInside(label)) {
        // Only a span of its own class goes on.
        const begin = (best[label - 1] as number) + (transitions[(label - 1) * LABELS + label] as number);
        const inside = (best[label] as number) + (transitions[label * LABELS + label] as number);
        origin = begin > inside ? label - 1 : label;
        top = Math.max(begin, inside);
      } else {
        for (let index = 0; index < living; index++) {
          const before = this.#alive[index] as number;
          const score = (best[before] as number) + (transitions[before * LABELS + label] as number);
          if (score > top) {
            top = score;
            origin = before;
          }
        }
      }
      const sum = top + (scores[from + label] as number);
      next[label] = Math.max(sum, IMPOSSIBLE);
      this.#back[from + label] = origin;
    }
    [this.#best, this.#next] = [next, best];
  }
}

/** Lists the labels that may still win, and says how many they are. */
function gather(best: Int32Array, alive: Uint8Array): number {
  let top = IMPOSSIBLE;
  for (let label = 0; label < LABELS; label++) if ((best[label] as number) > top) top = best[label] as number;
  let count = 0;
  for (let label = 0; label < LABELS; label++) if ((best[label] as number) >= top - BEAM) alive[count++] = label;
  return count;
}
