/** How often, and how long apart, a notice is tried. */
export interface Backoff {
  /** Attempts in all. Default 10. */
  readonly attempts: number;
  /** Milliseconds from the first attempt to the second, at most. Default 10,000. */
  readonly firstMs: number;
  /** What each wait is longer than the one before. Default 3. */
  readonly factor: number;
  /** The longest wait, in milliseconds. Default 3,600,000. */
  readonly mostMs: number;
}

/** Ten attempts in about four hours. */
export const DEFAULT_BACKOFF: Backoff = Object.freeze({ attempts: 10, firstMs: 10_000, factor: 3, mostMs: 3_600_000 });

/**
 * Milliseconds to wait after so many attempts, the upper half of it by chance (`random` is from 0 up to 1); `undefined` once there are to be
 * no more.
 */
export function waitAfter(attempts: number, backoff: Backoff, random: number): number | undefined {
  if (attempts >= backoff.attempts) return undefined;
  const whole = Math.min(backoff.firstMs * backoff.factor ** (attempts - 1), backoff.mostMs);
  return Math.round((whole / 2) * (1 + random));
}
