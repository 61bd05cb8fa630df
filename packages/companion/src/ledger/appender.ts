import { type EventFacts, SallyportError } from '@sallyport/core';
import type { EventSigner } from '@sallyport/ledger';
import type { AppendQueue } from './append-queue.ts';
import { type Entry, sameEvent } from './entry.ts';
import { eventEntry } from './event-entry.ts';
import type { Appended, SessionMark } from './ledger.ts';
import { keyOf } from './sift-batch.ts';

/** What events are signed with, and how many may wait. */
export interface AppenderOptions {
  readonly signer: EventSigner;
  /** The version of Sallyport. */
  readonly version: string;
  readonly queueLimit: number;
}

/** Takes events in: bounded, and each id once at a time. */
export class Appender {
  readonly #queue: AppendQueue;
  readonly #options: AppenderOptions;
  readonly #inFlight = new Map<string, { readonly entry: Entry; readonly appended: Promise<Appended> }>();
  #waiting = 0;
  #closed = false;

  constructor(queue: AppendQueue, options: AppenderOptions) {
    this.#queue = queue;
    this.#options = options;
  }

  /** As `Ledger.append`. */
  async append(facts: EventFacts, mark: SessionMark | undefined): Promise<Appended> {
    if (this.#closed) throw new SallyportError('shutting_down');
    if (this.#waiting >= this.#options.queueLimit) throw new SallyportError('overloaded');
    this.#waiting += 1;
    try {
      const { signer, version } = this.#options;
      return await this.#enqueue(await eventEntry(facts, { mark, signer, version }));
    } finally {
      this.#waiting -= 1;
    }
  }

  async #enqueue(entry: Entry): Promise<Appended> {
    const key = keyOf(entry);
    const earlier = this.#inFlight.get(key);
    if (earlier !== undefined) {
      if (sameEvent(earlier.entry.leaf, entry.leaf)) return earlier.appended;
      throw new SallyportError('request_invalid');
    }
    const appended = this.#queue.add(entry);
    this.#inFlight.set(key, { entry, appended });
    try {
      return await appended;
    } finally {
      this.#inFlight.delete(key);
    }
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
