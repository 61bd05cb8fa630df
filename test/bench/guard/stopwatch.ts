import type { Detect } from '@sallyport/pipeline';

/** A fetch function. */
type Fetch = typeof globalThis.fetch;

/** What one call spent where, in milliseconds. */
export interface Spent {
  /** From handing a request to fetch until the head of the answer came. */
  readonly fetchMs: number;
  /** In detection. */
  readonly detectMs: number;
}

/** Measures parts of calls that are made one at a time, from inside the client that makes them. */
export class Stopwatch {
  #fetchMs = 0;
  #detectMs = 0;

  /** The same fetch function, measured. */
  fetch(fetch: Fetch): Fetch {
    return async (input, init) => {
      const started = performance.now();
      try {
        return await fetch(input, init);
      } finally {
        this.#fetchMs += performance.now() - started;
      }
    };
  }

  /** The same detection, measured. */
  detect(detect: Detect): Detect {
    return async (inputs, options) => {
      const started = performance.now();
      try {
        return await detect(inputs, options);
      } finally {
        this.#detectMs += performance.now() - started;
      }
    };
  }

  /** What was spent since this was asked last. */
  take(): Spent {
    const spent = { fetchMs: this.#fetchMs, detectMs: this.#detectMs };
    this.#fetchMs = 0;
    this.#detectMs = 0;
    return spent;
  }
}
