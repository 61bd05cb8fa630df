import { asSallyportError, SallyportError } from '@sallyport/core';
import { HASH_BYTES, TILE_WIDTH, type TileAddress, type TileReader } from '@sallyport/ledger';
import { bytesOf, countOf, type Database, type SqlRow, type Statement } from '../storage/index.ts';

/** Reads the log out of the database. Raises `ledger_unavailable` when that fails, `ledger_corrupt` when something is missing. */
export class StoredLog implements TileReader {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** The latest checkpoint and its size. */
  async checkpoint(): Promise<{ readonly text: string; readonly size: number }> {
    const text = 'select checkpoint, size from ledger_head where id = 1';
    const [row] = await this.#query({ name: 'sallyport_checkpoint', text, values: [] });
    return { text: String(row?.checkpoint), size: countOf(row?.size) };
  }

  /** A tile, also as it was when the tree was smaller: tiles only ever grow at their end. */
  async tile({ level, index, width }: TileAddress): Promise<Uint8Array> {
    if (level === 0 && width < TILE_WIDTH) return this.#leafHashes(index * TILE_WIDTH, width);
    const text = 'select hashes from ledger_tile where level = $1 and index = $2';
    const [row] = await this.#query({ name: 'sallyport_tile', text, values: [level, index] });
    return exactly(width * HASH_BYTES, row?.hashes);
  }

  /** The leaves from one index on: exactly as many as asked for. */
  async leaves(first: number, count: number): Promise<readonly Uint8Array[]> {
    const text = 'select index, leaf from ledger_leaf where index >= $1 and index < $2 order by index';
    const rows = await this.#query({ name: 'sallyport_leaves', text, values: [first, first + count] });
    if (rows.length !== count) throw new SallyportError('ledger_corrupt');
    return rows.map(({ leaf }) => bytesOf(leaf));
  }

  async #leafHashes(first: number, width: number): Promise<Uint8Array> {
    const text = `select string_agg(leaf_hash, ''::bytea order by index) as hashes from ledger_leaf where index >= $1 and index < $2`;
    const [row] = await this.#query({ name: 'sallyport_leaf_hashes', text, values: [first, first + width] });
    return exactly(width * HASH_BYTES, row?.hashes);
  }

  async #query(statement: Statement): Promise<readonly SqlRow[]> {
    try {
      return await this.#database.query(statement);
    } catch (error) {
      throw asSallyportError(error, 'ledger_unavailable');
    }
  }
}

function exactly(length: number, value: unknown): Uint8Array {
  if (!(value instanceof Uint8Array) || value.length < length) throw new SallyportError('ledger_corrupt');
  return bytesOf(value).subarray(0, length);
}
