import { asSallyportError, isSallyportError, SallyportError } from '@sallyport/core';
import type { Entry, Settlement } from './entry.ts';
import type { Appended } from './ledger.ts';

/** Writes a batch, see `BatchWriter`. */
export type WriteBatch = (batch: readonly Entry[]) => Promise<ReadonlyMap<Entry, Settlement>>;

interface Waiting {
  readonly entry: Entry;
  readonly resolve: (appended: Appended) => void;
  readonly reject: (error: SallyportError) => void;
}

/** How many entries go into one batch. */
const BATCH = 256;

/** Collects entries while one batch is being written, and writes them as the next: group commit. */
export class AppendQueue {
  readonly #write: WriteBatch;
  #waiting: Waiting[] = [];
  #running: Promise<void> | undefined;

  constructor(write: WriteBatch) {
    this.#write = write;
  }

  /** Resolves once the entry is durable. */
  add(entry: Entry): Promise<Appended> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ entry, resolve, reject });
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
    const batch = this.#waiting.splice(0, BATCH);
    try {
      const settled = await this.#write(batch.map(({ entry }) => entry));
      for (const waiting of batch) settle(waiting, settled.get(waiting.entry));
    } catch (error) {
      // Those behind would only wait for the same failure.
      const failed = [...batch, ...this.#waiting.splice(0)];
      for (const { reject } of failed) reject(failureOf(error));
    }
  }
}

function settle({ resolve, reject }: Waiting, settlement: Settlement | undefined): void {
  if (settlement !== undefined && 'index' in settlement) resolve({ index: settlement.index });
  else reject(new SallyportError('request_invalid'));
}

/** Only a ledger that contradicts itself is worse than one that is away. */
function failureOf(error: unknown): SallyportError {
  const corrupt = isSallyportError(error) && error.code === 'ledger_corrupt';
  return corrupt ? asSallyportError(error) : new SallyportError('ledger_unavailable');
}
