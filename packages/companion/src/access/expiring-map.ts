import type { Clock } from '@sallyport/core';

/** So many are kept before any is looked at for being expired. */
const FIRST_SWEEP = 1024;

interface Kept<V> {
  readonly value: V;
  readonly expiresAt: number;
}

/** Values by key, each until it expires. Whenever twice as many are kept as had not expired at the last sweep, it is swept again. */
export class ExpiringMap<V> {
  readonly #clock: Clock;
  readonly #kept = new Map<string, Kept<V>>();
  #sweepAt = FIRST_SWEEP;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** How many are kept; some may have expired. */
  get size(): number {
    return this.#kept.size;
  }

  /** The value of a key, which may have expired. */
  get(key: string): V | undefined {
    return this.#kept.get(key)?.value;
  }

  /** Keeps a value, until a time in milliseconds since the Unix epoch. */
  set(key: string, value: V, expiresAt: number): void {
    this.#kept.set(key, { value, expiresAt });
    if (this.#kept.size >= this.#sweepAt) this.sweep();
  }

  /** Lets go of all that has expired. */
  sweep(): void {
    const now = this.#clock.now();
    for (const [key, { expiresAt }] of this.#kept) if (expiresAt <= now) this.#kept.delete(key);
    this.#sweepAt = Math.max(FIRST_SWEEP, 2 * this.#kept.size);
  }
}
