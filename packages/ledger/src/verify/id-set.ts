import { PackedIds, packId } from './packed-ids.ts';

// JavaScript engines let one Set hold some 2^24 values.
const SHARD = 2 ** 23;

/** A set of ids without the size limit of one `Set`; UUIDs, and such with the number of a signer before them, take some 30 bytes each. */
export class IdSet {
  readonly #packed = new PackedIds();
  readonly #shards: Set<string>[] = [];
  readonly #shardSize: number;

  /** Holds up to `shardSize` ids that are no UUIDs in each `Set`; 2^23 unless told. */
  constructor(shardSize = SHARD) {
    this.#shardSize = shardSize;
  }

  /** How many ids it holds. */
  get size(): number {
    return this.#shards.reduce((size, shard) => size + shard.size, this.#packed.size);
  }

  /** Adds an id, and tells whether it was new. */
  add(id: string): boolean {
    const packed = packId(id);
    if (packed !== undefined) return this.#packed.add(packed);
    if (this.has(id)) return false;
    const last = this.#shards.at(-1);
    if (last !== undefined && last.size < this.#shardSize) last.add(id);
    else this.#shards.push(new Set([id]));
    return true;
  }

  /** Tells whether it holds an id. */
  has(id: string): boolean {
    const packed = packId(id);
    return packed === undefined ? this.#shards.some((shard) => shard.has(id)) : this.#packed.has(packed);
  }
}
