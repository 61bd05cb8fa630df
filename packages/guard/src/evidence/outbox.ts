import { type Identity, untilAborted } from '@sallyport/core';
import type { CompanionClient } from '../companion/companion-client.ts';
import { Delivery, type DeliveryTiming } from '../delivery/delivery.ts';
import { type Dispatch, sendBatch } from '../delivery/send-batch.ts';
import type { LogWatch } from '../log/log-watch.ts';
import { openSpool, type Reservation, type Spool, type SpooledEvent } from '../spool/index.ts';
import { outcomeRoom } from './client-event.ts';

/** What an outbox is made of. */
export interface OutboxOptions {
  readonly identity: Identity;
  /** Where its spool keeps events; absent to keep them in memory. */
  readonly folder?: string;
  readonly watch: LogWatch;
  readonly timing?: DeliveryTiming;
}

/** Opens the outbox of an identity. What earlier processes of this identity left there is delivered as well. */
export async function openOutbox(options: OutboxOptions, client: CompanionClient): Promise<Outbox> {
  const { folder } = options;
  return new Outbox(options, { spool: await openSpool(folder === undefined ? {} : { folder }), client });
}

/**
 * The events of one identity on their way to one companion: the spool that keeps them, and their delivery. The companion takes events
 * only from the identity that signed them, so each has an outbox of its own.
 */
export class Outbox {
  readonly identity: Identity;
  readonly #watch: LogWatch;
  readonly #spool: Spool;
  readonly #delivery: Delivery;
  /** By which events are sent: any connection of this identity will do. */
  #client: CompanionClient;

  constructor(
    { identity, watch, timing }: OutboxOptions,
    { spool, client }: { readonly spool: Spool; readonly client: CompanionClient },
  ) {
    this.identity = identity;
    this.#watch = watch;
    this.#spool = spool;
    this.#client = client;
    const send = (events: readonly SpooledEvent[], signal: AbortSignal) => this.#send(events, signal);
    this.#delivery = new Delivery({ spool, send, ...(timing === undefined ? {} : { timing }) });
  }

  /** Whether it can be closed without losing an event. */
  get idle(): boolean {
    return !this.#delivery.busy && (this.#spool.mode === 'disk' || this.#spool.counts().waiting === 0);
  }

  /** Sends by this client from now on. */
  use(client: CompanionClient): void {
    this.#client = client;
  }

  /** Holds room for the outcome of one call. Raises `spool_full`, `spool_unavailable`. */
  reserve(): Reservation {
    const reservation = this.#spool.reserve(outcomeRoom(this.identity));
    return {
      release: () => reservation.release(),
      append: async (event) => {
        await reservation.append(event);
        this.#delivery.nudge();
      },
    };
  }

  /** As `Spool.append`, and sees to the delivery. */
  async append(event: SpooledEvent): Promise<void> {
    await this.#spool.append(event);
    this.#delivery.nudge();
  }

  /** Tries once to deliver all that waits, and gives whether nothing waits any more. Raises nothing. */
  flush(): Promise<boolean> {
    return this.#delivery.flush();
  }

  /** Breaks off what is under way: it is tried again later. */
  breakOff(): void {
    this.#delivery.breakOff();
  }

  /** Breaks off what is under way, and leaves what waits on disk to the next process. Raises nothing. */
  async close(): Promise<void> {
    await this.#delivery.close();
    await this.#spool.close();
  }

  async #send(events: readonly SpooledEvent[], signal: AbortSignal): Promise<Dispatch> {
    const watch = this.#watch;
    await untilAborted(watch.log(), signal);
    const logKnowing = (kid: string | undefined) => untilAborted(watch.logKnowing(kid), signal);
    const dispatch = await sendBatch(events, { client: this.#client, identity: this.identity, logKnowing, signal });
    if ('promised' in dispatch && dispatch.promised !== undefined) {
      this.#watch.note(dispatch.promised);
      this.#watch.checkSoon();
    }
    return dispatch;
  }
}
