import { performance } from 'node:perf_hooks';
import { setTimeout as sleepFor } from 'node:timers/promises';

/** What time passes by. */
export interface PaceClock {
  /** Milliseconds, from anywhere. */
  now(): number;
  /** Resolves after so many milliseconds, or as soon as the signal is aborted. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
}

const REAL: PaceClock = Object.freeze({
  now: () => performance.now(),
  sleep: (ms, signal) => sleepFor(ms, undefined, { signal }).catch(() => undefined),
} satisfies PaceClock);

/** Waits between frames, and lets somebody pause, go on and stop. */
export class Pace {
  readonly #clock: PaceClock;
  #changed = new AbortController();
  #paused = false;
  #stopped = false;

  constructor(clock: PaceClock = REAL) {
    this.#clock = clock;
  }

  /** Pauses, or goes on. */
  toggle(): void {
    this.#paused = !this.#paused;
    this.#change();
  }

  /** Stops for good: whoever waits is told at once. */
  stop(): void {
    this.#stopped = true;
    this.#change();
  }

  /** Resolves with `true` once so many milliseconds have gone by, not counting pauses; with `false` once it is stopped. */
  async wait(ms: number): Promise<boolean> {
    let left = ms;
    while (!this.#stopped && (this.#paused || left > 0)) {
      const { signal } = this.#changed;
      if (this.#paused) await aborted(signal);
      else {
        const began = this.#clock.now();
        await this.#clock.sleep(left, signal);
        left -= Math.max(this.#clock.now() - began, signal.aborted ? 0 : left);
      }
    }
    return !this.#stopped;
  }

  #change(): void {
    this.#changed.abort();
    this.#changed = new AbortController();
  }
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
