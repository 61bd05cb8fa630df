/** Something made with some effort, which has a size. */
export interface Kept {
  /** In characters, or whatever the bound counts. */
  readonly size: number;
}

/** Keeps what was used last, as long as all of it together is no larger than a bound. */
export class SliceCache<T extends Kept> {
  readonly #most: number;
  /** Those used last come last. */
  readonly #kept = new Map<string, T>();
  #size = 0;

  constructor(most: number) {
    this.#most = most;
  }

  find(key: string): T | undefined {
    const found = this.#kept.get(key);
    if (found === undefined) return undefined;
    this.#kept.delete(key);
    this.#kept.set(key, found);
    return found;
  }

  /** What is larger than the bound by itself is not kept. */
  keep(key: string, item: T): void {
    this.#drop(key);
    this.#kept.set(key, item);
    this.#size += item.size;
    for (const [oldest] of this.#kept) {
      if (this.#size <= this.#most) return;
      this.#drop(oldest);
    }
  }

  clear(): void {
    this.#kept.clear();
    this.#size = 0;
  }

  #drop(key: string): void {
    this.#size -= this.#kept.get(key)?.size ?? 0;
    this.#kept.delete(key);
  }
}
