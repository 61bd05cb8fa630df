/** Something that waits to be written. */
interface Waiting<T> {
  readonly item: T;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/** How a batch is written. */
export interface GroupCommitOptions<T extends object> {
  /** Writes a batch. For each item it may give an error; what it throws is the error of all. */
  readonly write: (batch: readonly T[]) => Promise<ReadonlyMap<T, Error>>;
  /** What an item weighs, and how much goes into one batch. One item always does. */
  readonly weigh: (item: T) => number;
  readonly maxWeight: number;
}

/** Collects items while one batch is being written, and writes them as the next. The callers bound how many wait. */
export class GroupCommit<T extends object> {
  readonly #options: GroupCommitOptions<T>;
  #waiting: Waiting<T>[] = [];
  #running: Promise<void> | undefined;

  constructor(options: GroupCommitOptions<T>) {
    this.#options = options;
  }

  /** Resolves once the item is written. */
  add(item: T): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ item, resolve, reject });
      this.#running ??= this.#run();
    });
  }

  /** Resolves once nothing waits any more. */
  async drain(): Promise<void> {
    while (this.#running !== undefined) await this.#running;
  }

  async #run(): Promise<void> {
    // What arrives in the same turn of the event loop goes into the same batch.
    await new Promise(setImmediate);
    while (this.#waiting.length > 0) await this.#writeNext();
    this.#running = undefined;
  }

  async #writeNext(): Promise<void> {
    const batch = this.#waiting.splice(0, this.#batchSize());
    try {
      const errors = await this.#options.write(batch.map(({ item }) => item));
      for (const { item, resolve, reject } of batch) {
        const error = errors.get(item);
        if (error === undefined) resolve();
        else reject(error);
      }
    } catch (error) {
      for (const { reject } of batch) reject(error);
    }
  }

  #batchSize(): number {
    let weight = 0;
    const end = this.#waiting.findIndex(({ item }, index) => {
      weight += this.#options.weigh(item);
      return index > 0 && weight > this.#options.maxWeight;
    });
    return end < 0 ? this.#waiting.length : end;
  }
}
