import { randomUUID } from 'node:crypto';
import type { Clock } from '@sallyport/core';
import type { SqlRunner } from '../storage/index.ts';

/** A replica that died gives back what it held after so long. */
const LEASE_MS = 60_000;

/** How often leases that are held are renewed: two renewals may fail. */
const RENEW_EVERY_MS = 15_000;

/** Calls under way, counted across replicas: each holds a lease until it ends. */
export class Leases {
  readonly #database: SqlRunner;
  readonly #clock: Clock;
  readonly #held = new Set<string>();
  #timer: NodeJS.Timeout | undefined;
  #renewing: Promise<void> | undefined;

  constructor(database: SqlRunner, clock: Clock) {
    this.#database = database;
    this.#clock = clock;
  }

  /**
   * Takes one of `most` leases of a key, within a transaction, and gives its id; `undefined` where as many are held. Whoever else takes one of
   * them waits until the transaction ends. The lease is to be kept, or dropped with the transaction.
   */
  async take(transaction: SqlRunner, { key, most }: { readonly key: Uint8Array; readonly most: number }) {
    const lock = Buffer.from(key).readBigInt64BE().toString();
    await transaction.query({
      name: 'sallyport_lease_lock',
      text: 'select pg_advisory_xact_lock($1::bigint)',
      values: [lock],
    });
    const id = randomUUID();
    const now = this.#clock.now();
    const rows = await transaction.query({
      name: 'sallyport_lease_take',
      text: `insert into limit_lease (id, key, expires_at) select $1::uuid, $2, to_timestamp($3::float8)
        where (select count(*) from limit_lease where key = $2 and expires_at > to_timestamp($4::float8)) < $5::bigint
        returning 1 as taken`,
      values: [id, key, (now + LEASE_MS) / 1000, now / 1000, most],
    });
    return rows.length === 1 ? id : undefined;
  }

  /** From now on the lease is renewed until it is released. */
  keep(id: string): void {
    this.#held.add(id);
    this.#timer ??= setInterval(() => this.#renewOnce(), RENEW_EVERY_MS).unref();
  }

  /** Renews what is held. */
  async renew(): Promise<void> {
    if (this.#held.size === 0) return;
    await this.#database.query({
      name: 'sallyport_lease_renew',
      text: 'update limit_lease set expires_at = to_timestamp($2::float8) where id = any($1::uuid[])',
      values: [[...this.#held], (this.#clock.now() + LEASE_MS) / 1000],
    });
  }

  /** Gives a lease back. */
  async release(id: string): Promise<void> {
    this.#held.delete(id);
    await this.#database.query({
      name: 'sallyport_lease_release',
      text: 'delete from limit_lease where id = $1::uuid',
      values: [id],
    });
  }

  /** Renews nothing any more. What is held is given back once it expires. */
  async close(): Promise<void> {
    clearInterval(this.#timer);
    await this.#renewing;
  }

  #renewOnce(): void {
    if (this.#held.size === 0) {
      clearInterval(this.#timer);
      this.#timer = undefined;
      return;
    }
    // The next renewal may succeed.
    this.#renewing ??= this.renew()
      .catch(() => undefined)
      .finally(() => {
        this.#renewing = undefined;
      });
  }
}
