import { SallyportError } from '@sallyport/core';
import type { AppendQueue, EntryGroup } from './append-queue.ts';
import { type Entry, isRepeated, refusalOfRepeat, type Settled } from './entry.ts';
import { type EventEntryOptions, eventEntry } from './event-entry.ts';
import type { LedgerItem } from './ledger.ts';
import { keyOf } from './sift-batch.ts';

/** What events are signed with, and how many may wait. */
export interface AppenderOptions extends EventEntryOptions {
  readonly queueLimit: number;
}

interface InFlight {
  readonly entry: Entry;
  /** Of an entry that came alone: another of the same id may share its fate. */
  readonly settled: Promise<readonly Settled[]> | undefined;
}

/** Takes events in: bounded, and each id once at a time. */
export class Appender {
  readonly #queue: AppendQueue;
  readonly #options: AppenderOptions;
  readonly #inFlight = new Map<string, InFlight>();
  #waiting = 0;
  #closed = false;

  constructor(queue: AppendQueue, options: AppenderOptions) {
    this.#queue = queue;
    this.#options = options;
  }

  /** As `Ledger.commit`. */
  async commit(items: readonly LedgerItem[]): Promise<readonly Settled[]> {
    if (this.#closed) throw new SallyportError('shutting_down');
    if (this.#waiting >= this.#options.queueLimit) throw new SallyportError('overloaded');
    this.#waiting += items.length;
    try {
      // Those to be signed are signed together.
      return await this.#enqueue(await Promise.all(items.map((item) => eventEntry(item, this.#options))));
    } finally {
      this.#waiting -= items.length;
    }
  }

  async #enqueue(group: EntryGroup): Promise<readonly Settled[]> {
    const earlier = this.#findEarlier(group);
    if (earlier !== undefined) return earlier;
    const settled = this.#queue.add(group);
    for (const entry of group) {
      this.#inFlight.set(keyOf(entry), { entry, settled: group.length === 1 ? settled : undefined });
    }
    try {
      return await settled;
    } finally {
      for (const entry of group) this.#inFlight.delete(keyOf(entry));
    }
  }

  #findEarlier(group: EntryGroup): Promise<readonly Settled[]> | undefined {
    for (const entry of group) {
      const earlier = this.#inFlight.get(keyOf(entry));
      if (earlier === undefined) continue;
      const same = group.length === 1 && isRepeated(entry, earlier.entry.leaf);
      if (!same || earlier.settled === undefined) throw new SallyportError(refusalOfRepeat(entry));
      return earlier.settled;
    }
    return undefined;
  }

  /** Refuses more, and resolves once all that waits is settled. */
  async close(): Promise<void> {
    this.#closed = true;
    while (this.#waiting > 0) {
      await this.#queue.drain();
      await new Promise(setImmediate);
    }
  }
}
