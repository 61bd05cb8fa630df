import type { Config } from '../config/index.ts';
import type { Log } from '../log/index.ts';
import type { SqlRunner } from '../storage/index.ts';
import type { Backoff } from './backoff.ts';
import type { Channel } from './channel.ts';
import { deliverNotice } from './deliver-notice.ts';
import { type Room, takeNotices, tidyNotices } from './notice-rows.ts';

/** What notices are delivered with. */
export interface DeliveryParts {
  readonly config: Pick<Config, 'publicUrl' | 'reviews'>;
  readonly database: SqlRunner;
  readonly channels: ReadonlyMap<string, Channel>;
  readonly log: Pick<Log, 'warn' | 'error'>;
  readonly backoff: Backoff;
  readonly everyMs: number;
  /** Lets go of what the channels share. */
  readonly close: () => Promise<void>;
}

/** The delivery of notices, which goes on beside the calls. */
export interface Delivering {
  /** Takes nothing more, cuts what is under way and gives it back, and resolves once that is done. */
  stop(): Promise<void>;
}

/** Deliveries at once to one channel, so that one which hangs keeps nobody else's waiting. */
const AT_ONCE = 4;

const TIDY_EVERY_MS = 600_000;

/** Starts to deliver: looks for what is due every so often, and at once where there was more than there was room for. */
export function startDelivering(parts: DeliveryParts): Delivering {
  const { channels, close } = parts;
  if (channels.size === 0) return { stop: close };
  const work = new Delivery(parts);
  const timers = [setInterval(() => work.look(), parts.everyMs), setInterval(() => work.tidy(), TIDY_EVERY_MS)];
  for (const timer of timers) timer.unref();
  work.look();
  work.tidy();
  return {
    stop: async () => {
      for (const timer of timers) clearInterval(timer);
      await work.stop();
      await close();
    },
  };
}

class Delivery {
  readonly #parts: DeliveryParts;
  readonly #stopping = new AbortController();
  readonly #underWay = new Map<string, number>();
  readonly #running = new Set<Promise<void>>();
  #looking: Promise<void> | undefined;
  /** Whether the database failed the last time: it is said once. */
  #failing = false;

  constructor(parts: DeliveryParts) {
    this.#parts = parts;
    for (const name of parts.channels.keys()) this.#underWay.set(name, 0);
  }

  /** Takes what is due and begins to deliver it, unless it is at that already. */
  look(): void {
    if (this.#stopping.signal.aborted) return;
    this.#looking ??= this.#guarded(() => this.#take()).finally(() => {
      this.#looking = undefined;
    });
  }

  tidy(): void {
    const { database, channels, log } = this.#parts;
    this.#run(
      this.#guarded(async () => {
        const count = await tidyNotices(database, [...channels.keys()]);
        if (count > 0) log.error('notice given up', undefined, { count });
      }),
    );
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#looking;
    await Promise.all(this.#running);
  }

  async #take(): Promise<void> {
    const { database, channels } = this.#parts;
    const rooms = this.#rooms();
    const taken = rooms.length === 0 ? [] : await takeNotices(database, rooms);
    const filled = new Set(rooms.filter(isFilled).map(({ channel }) => channel));
    for (const notice of taken) {
      const channel = channels.get(notice.channel);
      if (channel === undefined) continue;
      this.#count(notice.channel, 1);
      const delivery = deliverNotice({ ...this.#parts, channel, signal: this.#stopping.signal }, notice);
      this.#run(
        this.#guarded(() => delivery).finally(() => {
          this.#count(notice.channel, -1);
          if (filled.has(notice.channel)) this.look();
        }),
      );
    }

    function isFilled({ channel, free }: Room): boolean {
      return taken.filter((one) => one.channel === channel).length === free;
    }
  }

  #rooms(): readonly Room[] {
    const rooms = [...this.#underWay].map(([channel, count]) => ({ channel, free: AT_ONCE - count }));
    return rooms.filter(({ free }) => free > 0);
  }

  #count(channel: string, by: 1 | -1): void {
    this.#underWay.set(channel, (this.#underWay.get(channel) ?? 0) + by);
  }

  #run(work: Promise<void>): void {
    this.#running.add(work);
    void work.finally(() => this.#running.delete(work));
  }

  /** What the database refuses now is looked at again the next time. */
  async #guarded(work: () => Promise<void>): Promise<void> {
    try {
      await work();
      this.#failing = false;
    } catch (cause) {
      if (!this.#failing) this.#parts.log.error('ledger unavailable', cause);
      this.#failing = true;
    }
  }
}
