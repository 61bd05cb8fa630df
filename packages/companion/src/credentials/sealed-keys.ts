import { type Clock, SallyportError, systemClock, untilAborted } from '@sallyport/core';
import type { Renewable } from './renewable.ts';

/** How sealed keys are read. */
export interface SealedKeysOptions<T> {
  /** Reads what is sealed under one name: the newest first, and beside it, while it is rotated, the one before. */
  readonly versions: () => Promise<readonly string[]>;
  /** Makes of a secret's text what is used. Raises for text that is none. */
  readonly parse: (text: string) => T;
  /** Default: the system's. */
  readonly clock?: Clock;
}

/** So often at most is looked for a rotation. */
const FRESH_MS = 1_000;
/** So long a key that was refused stands back for the other: the provider may not know it yet. */
const REFUSED_MS = 10_000;

/**
 * The sealed keys of one name. The newest is used, and where the provider refuses it, the other; nobody waits for a rotation to be noticed, because
 * what was read before goes on serving.
 */
export class SealedKeys<T> implements Renewable<T> {
  readonly #options: SealedKeysOptions<T>;
  readonly #clock: Clock;
  #known: readonly T[] = [];
  #readAt = Number.NEGATIVE_INFINITY;
  #reading: Promise<void> | undefined;
  #refused: readonly { readonly value: T; readonly at: number }[] = [];

  constructor(options: SealedKeysOptions<T>) {
    this.#options = options;
    this.#clock = options.clock ?? systemClock;
  }

  async get({ signal }: { readonly signal: AbortSignal }): Promise<T> {
    const age = this.#clock.now() - this.#readAt;
    if (this.#known.length === 0) await untilAborted(this.#read(), signal);
    else if (age >= FRESH_MS || age < 0) void this.#read();
    const value = this.#standing()[0] ?? this.#known[0];
    if (value === undefined) throw new SallyportError('credential_unavailable');
    return value;
  }

  async replace(isRefused: (value: T) => boolean): Promise<boolean> {
    const at = this.#clock.now();
    const refused = this.#known.filter(isRefused).map((value) => ({ value, at }));
    await this.#read();
    this.#refused = [...this.#refused, ...refused].filter(({ value }) => this.#known.includes(value));
    return this.#standing().length > 0;
  }

  close(): void {
    this.#known = [];
    this.#refused = [];
  }

  /** Those that were not refused lately. */
  #standing(): readonly T[] {
    const now = this.#clock.now();
    const lately = this.#refused.filter(({ at }) => now >= at && now < at + REFUSED_MS).map(({ value }) => value);
    return this.#known.filter((value) => !lately.includes(value));
  }

  #read(): Promise<void> {
    this.#reading ??= this.#readOnce().finally(() => {
      this.#reading = undefined;
    });
    return this.#reading;
  }

  /** What cannot be read leaves what is known: the provider knows best whether that still serves. */
  async #readOnce(): Promise<void> {
    try {
      const texts = await this.#options.versions();
      this.#known = texts.map((text) => this.#same(this.#options.parse(text)));
    } catch {
      // Tried again by the next call.
    }
    this.#readAt = this.#clock.now();
  }

  /** What was read before stays the object it was, by which a refusal is remembered. */
  #same(value: T): T {
    const text = JSON.stringify(value);
    return this.#known.find((one) => JSON.stringify(one) === text) ?? value;
  }
}
