import { SallyportError } from '@sallyport/core';
import { checkEvent } from './check-event.ts';
import { eventCost } from './event-line.ts';
import type { EventStore } from './event-store.ts';
import { RoomReservation } from './reservation.ts';
import type { Room } from './room.ts';
import {
  MAX_EVENT_BYTES,
  type PendingLimit,
  type Reservation,
  type Spool,
  type SpoolCounts,
  type SpooledEvent,
} from './spool.ts';

/** What a spool is made of. */
export interface EventSpoolOptions {
  readonly store: EventStore;
  readonly room: Room;
  /** Called once, when the spool is closed. */
  readonly onClose: () => void;
}

/** An append that has not ended yet. */
interface Underway {
  readonly jws: string;
  readonly done: Promise<void>;
}

/** The spool as its callers see it: checks what comes in, takes room for it, and keeps each event once. */
export class EventSpool implements Spool {
  readonly #options: EventSpoolOptions;
  readonly #underway = new Map<string, Underway>();
  #quarantined = 0;
  #closing: Promise<void> | undefined;

  constructor(options: EventSpoolOptions) {
    this.#options = options;
  }

  get mode(): 'disk' | 'memory' {
    return this.#options.store.mode;
  }

  counts(): SpoolCounts {
    const { waiting, bytes, damaged } = this.#options.store.counts;
    return Object.freeze({ waiting, bytes, quarantined: this.#quarantined + damaged });
  }

  async append(event: SpooledEvent): Promise<void> {
    const checked = checkEvent(event);
    const cost = eventCost(checked.jws.length);
    await this.#once(checked, async () => {
      if (!this.#options.room.take(cost)) await this.#waitForRoom(cost);
      await this.#keep({ ...checked, cost, reserved: false });
    });
  }

  reserve(bytes: number = MAX_EVENT_BYTES): Reservation {
    this.#assertOpen();
    const { room, store } = this.#options;
    if (!isCount(bytes) || bytes > MAX_EVENT_BYTES) throw new SallyportError('request_invalid');
    const cost = eventCost(bytes);
    if (!room.take(cost)) throw this.#full();
    const release = () => {
      room.give(cost);
      store.release();
    };
    if (!store.reserve()) {
      room.give(cost);
      throw this.#full();
    }
    return new RoomReservation({ cost, release, spend: (event) => this.#spend(event, release) });
  }

  async pending(limit: PendingLimit): Promise<readonly SpooledEvent[]> {
    this.#assertOpen();
    const { events, bytes } = limit;
    if (!isCount(events) || !isCount(bytes) || bytes < MAX_EVENT_BYTES) throw new SallyportError('request_invalid');
    return this.#options.store.pending({ events, bytes });
  }

  async settle(ids: readonly string[]): Promise<void> {
    await this.#options.store.settle([...ids]);
  }

  async quarantine(events: readonly SpooledEvent[]): Promise<void> {
    const checked = events.map(checkEvent);
    this.#quarantined += checked.length;
    await this.#options.store.quarantine(checked);
  }

  close(): Promise<void> {
    if (this.#closing === undefined) {
      this.#options.onClose();
      this.#closing = this.#options.store.close();
    }
    return this.#closing;
  }

  async #spend(event: SpooledEvent, release: () => void): Promise<void> {
    let spent = false;
    const spend = () => {
      spent = true;
      const cost = eventCost(event.jws.length);
      release();
      this.#options.room.add(cost);
      return this.#keep({ ...event, cost, reserved: true });
    };
    try {
      await this.#once(event, spend);
    } finally {
      if (!spent) release();
    }
  }

  /** Keeps an event unless it waits already, or is just being kept. */
  async #once(event: SpooledEvent, keep: () => Promise<void>): Promise<void> {
    this.#assertOpen();
    const underway = this.#underway.get(event.id);
    if (underway !== undefined) {
      assertSame(event, underway);
      return underway.done;
    }
    const done = this.#unlessKept(event, keep).finally(() => this.#underway.delete(event.id));
    this.#underway.set(event.id, { jws: event.jws, done });
    return done;
  }

  async #unlessKept(event: SpooledEvent, keep: () => Promise<void>): Promise<void> {
    const { store } = this.#options;
    if (!store.has(event.id)) return keep();
    const kept = await store.find(event.id);
    if (kept === undefined) throw new SallyportError('spool_unavailable');
    assertSame(event, kept);
  }

  async #waitForRoom(cost: number): Promise<void> {
    const { room, store } = this.#options;
    await store.look();
    if (!room.take(cost)) throw new SallyportError('spool_full');
  }

  async #keep(held: Parameters<EventStore['keep']>[0]): Promise<void> {
    if (this.#closing !== undefined) this.#options.room.give(held.cost);
    this.#assertOpen();
    await this.#options.store.keep(held);
  }

  /** Looks for room meanwhile, so that trying again may help. */
  #full(): SallyportError {
    void this.#options.store.look();
    return new SallyportError('spool_full');
  }

  #assertOpen(): void {
    if (this.#closing !== undefined) throw new SallyportError('spool_unavailable');
  }
}

function assertSame(event: { readonly jws: string }, other: { readonly jws: string }): void {
  if (event.jws !== other.jws) throw new SallyportError('request_invalid');
}

function isCount(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 1;
}
