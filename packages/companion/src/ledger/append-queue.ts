import { asSallyportError, isSallyportError, SallyportError } from '@sallyport/core';
import type { Entry, Settled, Settlement } from './entry.ts';

/** Entries that are recorded together or not at all. */
export type EntryGroup = readonly Entry[];

/** Writes a batch, see `BatchWriter`. */
export type WriteBatch = (batch: readonly EntryGroup[]) => Promise<ReadonlyMap<Entry, Settlement>>;

interface Waiting {
  readonly group: EntryGroup;
  readonly resolve: (settled: readonly Settled[]) => void;
  readonly reject: (error: SallyportError) => void;
}

/** About how many entries go into one batch. */
const BATCH = 256;

/** Collects entries while one batch is being written, and writes them as the next: group commit. */
export class AppendQueue {
  readonly #write: WriteBatch;
  #waiting: Waiting[] = [];
  #running: Promise<void> | undefined;

  constructor(write: WriteBatch) {
    this.#write = write;
  }

  /** Resolves once the group is durable. */
  add(group: EntryGroup): Promise<readonly Settled[]> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ group, resolve, reject });
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
    const batch = this.#takeBatch();
    try {
      const settled = await this.#write(batch.map(({ group }) => group));
      for (const waiting of batch) settle(waiting, settled);
    } catch (error) {
      // Those behind would only wait for the same failure.
      const failed = [...batch, ...this.#waiting.splice(0)];
      for (const { reject } of failed) reject(failureOf(error));
    }
  }

  #takeBatch(): readonly Waiting[] {
    let entries = 0;
    let groups = 0;
    while (groups < this.#waiting.length && entries < BATCH) entries += this.#waiting[groups++]?.group.length ?? 0;
    return this.#waiting.splice(0, groups);
  }
}

function settle({ group, resolve, reject }: Waiting, settlements: ReadonlyMap<Entry, Settlement>): void {
  const settled: Settled[] = [];
  for (const entry of group) {
    const settlement = settlements.get(entry) ?? { refused: 'internal' as const };
    if ('refused' in settlement) {
      reject(new SallyportError(settlement.refused));
      return;
    }
    settled.push(settlement);
  }
  resolve(settled);
}

/** Only a ledger that contradicts itself is worse than one that is away. */
function failureOf(error: unknown): SallyportError {
  const corrupt = isSallyportError(error) && error.code === 'ledger_corrupt';
  return corrupt ? asSallyportError(error) : new SallyportError('ledger_unavailable');
}
