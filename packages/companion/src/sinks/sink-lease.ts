import { type ErrorCode, SallyportError } from '@sallyport/core';
import type { SqlRunner } from '../storage/index.ts';
import {
  advanceSink,
  burySinkEntry,
  giveBackSink,
  type Held,
  keepSink,
  LEASE_MS,
  putOffSink,
  type TakenSink,
  takeSink,
} from './sink-rows.ts';

const RENEW_MS = LEASE_MS / 3;

/**
 * One sink in this replica's hands. It is renewed while it is held; where that fails for too long, somebody else may have it, and the
 * signal is aborted. What is written after that changes nothing.
 */
export class SinkLease implements Held {
  readonly sink: string;
  readonly holder: string;
  /** The log's. */
  readonly origin: string;
  /** Entries before this index are there. */
  readonly end: number;
  /** Comes when the work is to end: the sink is not held any more, or `signal` of the taking was aborted. */
  readonly signal: AbortSignal;
  #next: number;
  #failures: number;
  readonly #database: SqlRunner;
  readonly #lost = new AbortController();
  readonly #timer: NodeJS.Timeout;
  #renewedAt = performance.now();

  private constructor(database: SqlRunner, held: Held, { next, end, failures, origin, signal }: Taken) {
    this.#database = database;
    this.sink = held.sink;
    this.holder = held.holder;
    this.origin = origin;
    this.end = end;
    this.#next = next;
    this.#failures = failures;
    this.signal = AbortSignal.any([signal, this.#lost.signal]);
    this.#timer = setInterval(() => void this.#renew(), RENEW_MS).unref();
  }

  /** Takes a sink for which there is something to do; `undefined` where there is not, or somebody has it. Raises `ledger_unavailable`. */
  static async take(database: SqlRunner, sink: string, signal: AbortSignal): Promise<SinkLease | undefined> {
    const held = { sink, holder: crypto.randomUUID() };
    const taken = await takeSink(database, held);
    return taken === undefined ? undefined : new SinkLease(database, held, { ...taken, signal });
  }

  /** The first entry that was not delivered yet. */
  get next(): number {
    return this.#next;
  }

  /** How often in a row it failed since it last took something. */
  get failures(): number {
    return this.#failures;
  }

  /** Notes that all before an index were taken. Raises `ledger_unavailable`, `cancelled` where it is not held any more. */
  async advance(to: number): Promise<void> {
    this.#demand(await advanceSink(this.#database, { ...this.#held(), from: this.#next, to }));
    this.#next = to;
    this.#failures = 0;
  }

  /** Gives the next entry up. Raises what `advance` does. */
  async bury(error: ErrorCode, failed: boolean): Promise<void> {
    this.#demand(await burySinkEntry(this.#database, { ...this.#held(), index: this.#next, error, failed }));
    this.#next += 1;
    if (failed) this.#failures += 1;
  }

  /** Gives the sink back, for others to take, now or after a wait in milliseconds. Raises `ledger_unavailable`. */
  async giveBack(waitMs = 0): Promise<void> {
    this.letGo();
    await giveBackSink(this.#database, this.#held(), waitMs);
  }

  /** Gives the sink back as one that failed. Raises `ledger_unavailable`. */
  async putOff(error: ErrorCode, waitMs: number): Promise<void> {
    this.letGo();
    await putOffSink(this.#database, { ...this.#held(), error, waitMs });
  }

  /** Renews it no more: where it was not given back, others take it once its time is over. */
  letGo(): void {
    clearInterval(this.#timer);
  }

  #held(): Held {
    return { sink: this.sink, holder: this.holder };
  }

  #demand(held: boolean): void {
    if (!held) {
      this.#lose();
      throw new SallyportError('cancelled');
    }
    this.#renewedAt = performance.now();
  }

  async #renew(): Promise<void> {
    const began = performance.now();
    const held = await keepSink(this.#database, this.#held()).catch(() => undefined);
    if (held === true) this.#renewedAt = began;
    // Another replica may take it a lease after it was renewed for the last time: well before that, this one ends.
    if (held === false || performance.now() - this.#renewedAt > LEASE_MS / 2) this.#lose();
  }

  #lose(): void {
    this.letGo();
    this.#lost.abort();
  }
}

type Taken = TakenSink & { readonly signal: AbortSignal };
