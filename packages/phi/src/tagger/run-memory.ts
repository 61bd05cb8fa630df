import { CHECK_PRIME, checkStart, HASH_PRIME, HASH_START } from './hash.ts';
import { chunkOf, type TextSight } from './text-sight.ts';
import { GAP } from './tokens.ts';
import { DISTANCES, REACH } from './word-sight.ts';

/** How many runs are remembered: a power of two. */
const RUNS = 1 << 12;

/**
 * Remembers runs of tokens in which nothing was found. A text is read again once its identifiers are cut out, and most of it stands as it stood.
 * A run is known by everything its scores come from, in two hashes, of which one begins with a secret of this process.
 */
export class RunMemory {
  readonly #runs = new Int32Array(2 * RUNS);
  #hash = 0;
  #check = 0;

  /** Whether nothing was found in a run that looked like this one. */
  knows(sight: TextSight, from: number, to: number): boolean {
    this.#hash = HASH_START;
    this.#check = checkStart();
    this.#take(sight.mode);
    this.#takeWords(sight, from, to);
    for (let at = from; at < to; at++) this.#takePlace(sight, at);
    const place = 2 * (this.#hash & (RUNS - 1));
    return this.#runs[place] === this.#hash && this.#runs[place + 1] === this.#check;
  }

  /** Remembers the run that was asked about last. */
  remember(): void {
    const place = 2 * (this.#hash & (RUNS - 1));
    this.#runs[place] = this.#hash;
    this.#runs[place + 1] = this.#check;
  }

  #takeWords({ words: { hashes, shapes }, tokens: { values, count } }: TextSight, from: number, to: number): void {
    for (let place = from; place < to + DISTANCES - 1; place++) {
      const at = place - REACH;
      this.#take(hashes[place] as number);
      this.#take(shapes[place] as number);
      this.#take(at >= 0 && at < count ? (values[at] as number) : -1);
    }
  }

  #takePlace(sight: TextSight, at: number): void {
    const { gaps, count } = sight.tokens;
    const self = sight.words.hashes[at + REACH] as number;
    const gap = (gaps[at] as number) + 4 * (at + 1 < count ? (gaps[at + 1] as number) : GAP.line);
    const seen = (sight.isLowerSeen(self) ? 1 : 0) + (sight.isPersonSeen(self) ? 2 : 0);
    this.#take(gap + 16 * seen + 64 * (sight.place[at] as number));
    this.#take(chunkOf(sight, at));
    this.#take(sight.label[at] as number);
    this.#take(sight.label2[at] as number);
    this.#take(sight.previous[at] as number);
    this.#take(sight.next[at] as number);
    this.#take(sight.first[at] as number);
    this.#take(sight.header[at] as number);
    this.#take(sight.above[at] as number);
    this.#take(sight.over[at] as number);
    this.#take(sight.pairs[at] as number);
  }

  #take(value: number): void {
    const hash = Math.imul(this.#hash ^ value, HASH_PRIME);
    this.#hash = hash ^ (hash >>> 15);
    const check = Math.imul(this.#check ^ value, CHECK_PRIME);
    this.#check = check ^ (check >>> 13);
  }
}
