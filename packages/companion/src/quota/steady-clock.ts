import type { Clock } from '@sallyport/core';

/**
 * A clock that never goes back, in whole milliseconds. While its source is behind where it was, it stands still; a source that is
 * behind by more than `patienceMs` was set right, and time goes on from there, so that it never stands still for longer than that.
 */
export class SteadyClock implements Clock {
  readonly #source: Clock;
  readonly #patienceMs: number;
  #highest: number;
  /** What the source was set back by in all. */
  #ahead = 0;

  constructor(source: Clock, { patienceMs }: { readonly patienceMs: number }) {
    this.#source = source;
    this.#patienceMs = patienceMs;
    this.#highest = Math.floor(source.now());
  }

  /** Milliseconds, never fewer than before. */
  now(): number {
    const read = Math.floor(this.#source.now());
    if (this.#highest - read > this.#patienceMs) {
      this.#ahead += this.#highest - read;
      this.#highest = read;
    } else if (read > this.#highest) this.#highest = read;
    return this.#highest + this.#ahead;
  }
}
