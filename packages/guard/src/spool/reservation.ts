import { SallyportError } from '@sallyport/core';
import { checkEvent } from './check-event.ts';
import { eventCost } from './event-line.ts';
import type { Reservation, SpooledEvent } from './spool.ts';

/** What becomes of reserved room. */
export interface RoomUse {
  /** Bytes of room. */
  readonly cost: number;
  /** Spends the room on an event that fits into it. */
  readonly spend: (event: SpooledEvent) => Promise<void>;
  readonly release: () => void;
}

/** Room for one event, spent or released once. */
export class RoomReservation implements Reservation {
  readonly #use: RoomUse;
  #done = false;

  constructor(use: RoomUse) {
    this.#use = use;
  }

  async append(event: SpooledEvent): Promise<void> {
    const checked = checkEvent(event);
    if (this.#done || eventCost(checked.jws.length) > this.#use.cost) throw new SallyportError('request_invalid');
    this.#done = true;
    await this.#use.spend(checked);
  }

  release(): void {
    if (this.#done) return;
    this.#done = true;
    this.#use.release();
  }
}
