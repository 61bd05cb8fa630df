import { SallyportError } from '@sallyport/core';
import { linesSize } from './event-line.ts';
import { GroupCommit } from './group-commit.ts';
import { type HeldEvent, MemoryBuffer } from './memory-buffer.ts';
import type { Room } from './room.ts';
import type { SegmentLog } from './segment-log.ts';
import { MAX_EVENT_BYTES, type PendingLimit, type SpooledEvent } from './spool.ts';

/** What a store is made of. */
export interface EventStoreOptions {
  /** Events on disk; without it they are kept in memory alone. */
  readonly log: SegmentLog | undefined;
  readonly room: Room;
  /** How many events memory holds. */
  readonly maxMemoryEvents: number;
  /** How many bytes of lines are written at once. */
  readonly batchBytes: number;
}

/** How much goes from memory to disk at once; its lines fit into the smallest segment. */
const MOVED_AT_ONCE: PendingLimit = { events: 1_000, bytes: MAX_EVENT_BYTES };

/**
 * Keeps events on disk, and in memory while the disk fails: from the first failure until all of them were written to it. The room an event
 * was given is given back once it is refused or forgotten.
 */
export class EventStore {
  readonly #options: EventStoreOptions;
  readonly #memory = new MemoryBuffer();
  readonly #commit: GroupCommit<HeldEvent>;
  #onDisk = false;
  #reserved = 0;
  #mending: Promise<void> | undefined;

  constructor(options: EventStoreOptions) {
    this.#options = options;
    this.#commit = new GroupCommit({
      write: (batch) => this.#write(batch),
      weigh: (held) => linesSize([held]),
      maxWeight: options.batchBytes,
    });
  }

  /** Where an event would be kept. */
  get mode(): 'disk' | 'memory' {
    return this.#onDisk ? 'disk' : 'memory';
  }

  /** Events that wait, their size in bytes of JWS, and those lost to damage of the disk. */
  get counts(): { readonly waiting: number; readonly bytes: number; readonly damaged: number } {
    const { waiting, bytes, damaged } = this.#options.log?.counts ?? { waiting: 0, bytes: 0, damaged: 0 };
    return { waiting: waiting + this.#memory.size, bytes: bytes + this.#memory.bytes, damaged };
  }

  /** Promises to keep one event flagged `reserved`, and tells whether it can. */
  reserve(): boolean {
    if (!this.#onDisk && !this.#memoryTakes()) return false;
    this.#reserved += 1;
    return true;
  }

  /** Takes a promise back, before its event is kept or instead. */
  release(): void {
    this.#reserved -= 1;
  }

  /** Keeps an event. Raises `spool_full` when there is no disk and memory is full. */
  async keep(held: HeldEvent): Promise<void> {
    if (this.#onDisk) return this.#commit.add(held);
    if (!this.#remember(held)) throw new SallyportError('spool_full');
  }

  /** Whether an event waits. */
  has(id: string): boolean {
    return this.#memory.get(id) !== undefined || this.#options.log?.has(id) === true;
  }

  /** Reads one event that waits; `undefined` when it cannot be read. */
  async find(id: string): Promise<SpooledEvent | undefined> {
    return this.#memory.get(id) ?? this.#options.log?.find(id);
  }

  /** As `Spool.pending`. */
  async pending(limit: PendingLimit): Promise<readonly SpooledEvent[]> {
    const onDisk = (await this.#options.log?.pending(limit).catch(this.#unlessRemembered)) ?? [];
    const bytes = onDisk.reduce((rest, { jws }) => rest - jws.length, limit.bytes);
    const known = new Set(onDisk.map(({ id }) => id));
    const inMemory = this.#memory.oldest({ events: limit.events - onDisk.length, bytes }, known);
    return [...onDisk, ...inMemory.map(({ id, jws }) => Object.freeze({ id, jws }))];
  }

  /** Forgets events. Raises nothing. */
  async settle(ids: readonly string[]): Promise<void> {
    this.#forget(ids);
    await this.#options.log?.settle(ids);
  }

  /** Puts events aside and forgets them. Raises nothing. */
  async quarantine(events: readonly SpooledEvent[]): Promise<void> {
    this.#forget(events.map(({ id }) => id));
    await this.#options.log?.quarantine(events);
  }

  /** Brings the disk into use, if it works, and moves there what is in memory. Concurrent callers share one attempt. Raises nothing. */
  mend(): Promise<void> {
    const { log } = this.#options;
    if (log === undefined || this.#onDisk) return Promise.resolve();
    this.#mending ??= this.#mend(log)
      .catch(() => undefined)
      .finally(() => {
        this.#mending = undefined;
      });
    return this.#mending;
  }

  /** Learns what room other processes have made, and adopts what they left. Raises nothing. */
  async look(): Promise<void> {
    await this.#options.log?.look().catch(() => undefined);
  }

  /** Shows other processes that this one lives, and looks around. Raises nothing. */
  async beat(): Promise<void> {
    await this.#options.log?.beat().catch(() => undefined);
  }

  /** Waits for what is being written, tries once more to write what is in memory, and leaves what is on disk to the next process. Raises nothing. */
  async close(): Promise<void> {
    await this.#commit.drain();
    await this.#mending;
    if (this.#memory.size > 0) await this.mend();
    await this.#options.log?.close();
  }

  async #mend(log: SegmentLog): Promise<void> {
    await log.open();
    while (this.#memory.size > 0) {
      const batch = this.#memory.oldest(MOVED_AT_ONCE);
      await log.write(batch);
      const settled = batch.filter(({ id }) => this.#memory.take(id) === undefined);
      // Their room was given back when they were forgotten, but they stand on disk.
      for (const { cost } of settled) this.#options.room.add(cost);
      await log.settle(settled.map(({ id }) => id));
    }
    this.#onDisk = true;
  }

  async #write(batch: readonly HeldEvent[]): Promise<ReadonlyMap<HeldEvent, Error>> {
    if (this.#onDisk) {
      try {
        await this.#options.log?.write(batch);
        return new Map();
      } catch {
        this.#onDisk = false;
      }
    }
    const refused = batch.filter((held) => !this.#remember(held));
    return new Map(refused.map((held) => [held, new SallyportError('spool_full')]));
  }

  #remember(held: HeldEvent): boolean {
    const taken = held.reserved || this.#memoryTakes();
    if (taken) this.#memory.add(held);
    else this.#options.room.give(held.cost);
    return taken;
  }

  #forget(ids: readonly string[]): void {
    for (const id of ids) this.#options.room.give(this.#memory.take(id)?.cost ?? 0);
  }

  #memoryTakes(): boolean {
    return this.#memory.size + this.#reserved < this.#options.maxMemoryEvents;
  }

  readonly #unlessRemembered = (error: unknown): readonly SpooledEvent[] => {
    if (this.#memory.size === 0) throw error;
    return [];
  };
}
