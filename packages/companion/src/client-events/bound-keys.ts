import type { KeyObject } from 'node:crypto';
import { asSallyportError, type Identity, SallyportError } from '@sallyport/core';
import type { ClientKeyCache } from '../proof/client-key-cache.ts';
import type { SqlRow, SqlRunner } from '../storage/index.ts';

/** A client's key and the identity it was bound to by its first grant, for good. */
export interface BoundKey {
  readonly key: KeyObject;
  readonly owner: Identity;
}

/** How many keys stay ready. */
const CAPACITY = 4096;

/** The keys that clients sign events with: looked up once, and those used last kept ready. */
export class BoundKeys {
  readonly #database: SqlRunner;
  readonly #imports: Pick<ClientKeyCache, 'import'>;
  readonly #ready = new Map<string, BoundKey>();

  constructor(database: SqlRunner, imports: Pick<ClientKeyCache, 'import'>) {
    this.#database = database;
    this.#imports = imports;
  }

  /** Finds keys by `kid`; those that no grant named are left out. Raises `ledger_unavailable`, `ledger_corrupt`. */
  async find(kids: ReadonlySet<string>): Promise<ReadonlyMap<string, BoundKey>> {
    const found = new Map<string, BoundKey>();
    for (const kid of kids) {
      const ready = this.#ready.get(kid);
      if (ready !== undefined) found.set(kid, ready);
    }
    const missing = [...kids].filter((kid) => !found.has(kid));
    for (const row of missing.length === 0 ? [] : await this.#read(missing))
      found.set(String(row.kid), this.#bind(row));
    for (const [kid, bound] of found) this.#keep(kid, bound);
    return found;
  }

  async #read(kids: readonly string[]): Promise<readonly SqlRow[]> {
    try {
      return await this.#database.query({
        name: 'sallyport_client_keys',
        text: 'select kid, issuer, subject, x, y from client_key where kid = any($1::text[])',
        values: [kids],
      });
    } catch (error) {
      throw asSallyportError(error, 'ledger_unavailable');
    }
  }

  /** A key that is not the one its thumbprint names (RFC 7638) was put there by somebody else. */
  #bind({ kid, issuer, subject, x, y }: SqlRow): BoundKey {
    const { publicKey, key } = this.#import(String(x), String(y));
    if (publicKey.kid !== kid) throw new SallyportError('ledger_corrupt');
    return { key, owner: { issuer: String(issuer), subject: String(subject) } };
  }

  #import(x: string, y: string) {
    try {
      return this.#imports.import({ kty: 'EC', crv: 'P-256', x, y });
    } catch {
      throw new SallyportError('ledger_corrupt');
    }
  }

  #keep(kid: string, bound: BoundKey): void {
    this.#ready.delete(kid);
    this.#ready.set(kid, bound);
    const [oldest] = this.#ready.keys();
    if (this.#ready.size > CAPACITY && oldest !== undefined) this.#ready.delete(oldest);
  }
}
