import { SallyportError } from '@sallyport/core';
import type { Segment } from './segment.ts';
import type { SegmentIndex } from './segment-index.ts';
import type { PendingLimit, SpooledEvent } from './spool.ts';

/** What a reader needs. */
export interface SegmentReaderOptions {
  readonly index: SegmentIndex;
  /** Lets go of a segment whose file is not there any more. */
  readonly onGone: (segment: Segment) => Promise<void>;
}

/** Reads events that wait. */
export class SegmentReader {
  readonly #options: SegmentReaderOptions;
  #damaged = 0;

  constructor(options: SegmentReaderOptions) {
    this.#options = options;
  }

  /** How many events were lost because the disk gave back other bytes than were written. */
  get damaged(): number {
    return this.#damaged;
  }

  /** Reads one event; `undefined` when it does not wait or cannot be read. */
  async find(id: string): Promise<SpooledEvent | undefined> {
    const found = this.#options.index.holderOf(id)?.read([id]);
    return (await found?.catch(() => undefined))?.[0];
  }

  /** As `Spool.pending`. */
  async pending(limit: PendingLimit): Promise<readonly SpooledEvent[]> {
    const unreadable = new Set<Segment>();
    for (;;) {
      const picked = this.#options.index.pick(limit, unreadable);
      const events: SpooledEvent[] = [];
      for (const [segment, ids] of picked) {
        const found = await this.#read(segment, ids).catch(() => undefined);
        if (found === undefined) unreadable.add(segment);
        else events.push(...found);
      }
      if (events.length > 0) return events;
      if (picked.size > 0) continue;
      if (unreadable.size > 0) throw new SallyportError('spool_unavailable');
      return [];
    }
  }

  async #read(segment: Segment, ids: readonly string[]): Promise<readonly SpooledEvent[]> {
    try {
      const waiting = ids.filter((id) => this.#options.index.holderOf(id) === segment);
      const events = await segment.read(waiting);
      this.#dropDamaged(waiting, events);
      return events;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
      await this.#options.onGone(segment);
      return [];
    }
  }

  /** What can never be handed out must not stand in the way of the others. */
  #dropDamaged(ids: readonly string[], events: readonly SpooledEvent[]): void {
    const whole = new Set(events.map(({ id }) => id));
    const damaged = ids.filter((id) => !whole.has(id));
    for (const lost of this.#options.index.take(damaged).values()) this.#damaged += lost.length;
  }
}
