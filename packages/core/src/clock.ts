/** Where time comes from, so that tests can turn it. */
export interface Clock {
  /** Milliseconds since the Unix epoch. */
  now(): number;
}

/** The system's clock. */
export const systemClock: Clock = Object.freeze({ now: () => Date.now() });
