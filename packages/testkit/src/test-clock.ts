import type { Clock } from '@sallyport/core';

/** A clock that stands still until a test turns it. */
export class TestClock implements Clock {
  #now: number;

  /** Starts at `start` milliseconds since the Unix epoch; by default 2026-01-02T03:04:05Z. */
  constructor(start: number = Date.UTC(2026, 0, 2, 3, 4, 5)) {
    this.#now = start;
  }

  /** Milliseconds since the Unix epoch. */
  now(): number {
    return this.#now;
  }

  /** Turns the clock forward by `milliseconds`, or back when negative. */
  advance(milliseconds: number): void {
    this.#now += milliseconds;
  }

  /** Sets the clock to `now`, milliseconds since the Unix epoch. */
  set(now: number): void {
    this.#now = now;
  }
}
