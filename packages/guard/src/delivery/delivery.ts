import type { Spool, SpooledEvent } from '../spool/index.ts';
import { backoff } from './backoff.ts';
import type { Dispatch } from './send-batch.ts';

/** What a delivery works with. */
export interface DeliveryOptions {
  readonly spool: Spool;
  /** Sends a batch. What it raises means: not now. */
  readonly send: (events: readonly SpooledEvent[], signal: AbortSignal) => Promise<Dispatch>;
  readonly timing?: DeliveryTiming;
}

/** When a delivery does what it does by itself. Milliseconds. */
export interface DeliveryTiming {
  /** From an event to its delivery, so that others may go with it. Default 200. */
  readonly soonMs?: number;
  /** Between two looks for events that came in otherwise: those of ended processes. Default 15 s. */
  readonly lookMs?: number;
  /** After so many failures in a row. Default: `backoff`. */
  readonly backoffMs?: (failures: number) => number;
}

/** How much is sent at once: within the companion's bounds of 256 events and 1 MiB. */
const BATCH = { events: 256, bytes: 524_288 } as const;

/** So many events are not kept waiting for others. */
const MANY = 100;

/**
 * Brings what a spool holds to the companion: soon after it came in, in batches, one at a time, and again until it is there. Its timers
 * keep no process alive.
 */
export class Delivery {
  readonly #options: DeliveryOptions;
  readonly #soonMs: number;
  readonly #looking: NodeJS.Timeout;
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> | undefined;
  #underWay = new AbortController();
  #closed = false;
  #came = 0;
  #failures = 0;

  constructor(options: DeliveryOptions) {
    const { soonMs = 200, lookMs = 15_000 } = options.timing ?? {};
    this.#options = options;
    this.#soonMs = soonMs;
    this.#looking = setInterval(() => this.#look(), lookMs);
    this.#looking.unref();
    this.#look();
  }

  /** Whether a batch is under way. */
  get busy(): boolean {
    return this.#running !== undefined;
  }

  /** An event came in. */
  nudge(): void {
    this.#came += 1;
    if (this.#came >= MANY && this.#failures === 0) void this.#run();
    else this.#schedule(this.#soonMs);
  }

  /** Delivers at once what there is, trying once, and gives whether nothing waits any more. Raises nothing. */
  async flush(): Promise<boolean> {
    await this.#running;
    await this.#run();
    return this.#options.spool.counts().waiting === 0;
  }

  /** Breaks off what is under way: it is tried again later. */
  breakOff(): void {
    this.#underWay.abort();
  }

  /** Ends it; what waits stays in the spool. Raises nothing. */
  async close(): Promise<void> {
    this.#closed = true;
    clearInterval(this.#looking);
    clearTimeout(this.#timer);
    this.breakOff();
    await this.#running;
  }

  #look(): void {
    if (this.#options.spool.counts().waiting > 0) this.#schedule(this.#soonMs);
  }

  /** While a timer runs, after a failure too, nothing makes it go off sooner. */
  #schedule(ms: number): void {
    if (this.#timer !== undefined || this.#running !== undefined || this.#closed) return;
    this.#timer = setTimeout(() => void this.#run(), ms);
    this.#timer.unref();
  }

  #run(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#came = 0;
    if (this.#closed) return this.#running ?? Promise.resolve();
    this.#running ??= this.#deliver().then((waitMs) => {
      this.#running = undefined;
      if (waitMs === undefined) this.#look();
      else this.#schedule(waitMs);
    });
    return this.#running;
  }

  /** Gives how long to wait when it failed. */
  async #deliver(): Promise<number | undefined> {
    this.#underWay = new AbortController();
    const laterMs = await this.#drain(this.#underWay.signal).catch(() => 0);
    this.#failures = laterMs === undefined ? 0 : this.#failures + 1;
    if (laterMs === undefined) return undefined;
    return Math.max(laterMs, (this.#options.timing?.backoffMs ?? backoff)(this.#failures));
  }

  /** Sends until nothing waits; gives how long the companion wants to be left alone, when it does. */
  async #drain(signal: AbortSignal): Promise<number | undefined> {
    const { spool, send } = this.#options;
    for (;;) {
      const events = await spool.pending(BATCH);
      if (events.length === 0) return undefined;
      const dispatch = await send(events, signal);
      if ('laterMs' in dispatch) return dispatch.laterMs;
      await spool.settle(dispatch.taken.map(({ id }) => id));
      if (dispatch.refused.length > 0) await spool.quarantine(dispatch.refused);
    }
  }
}
