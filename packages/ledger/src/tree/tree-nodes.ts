import { SallyportError } from '@sallyport/core';
import { DEFAULT_HASHER } from '../hash/default-hasher.ts';
import { HASH_BYTES, type Hasher } from '../hash/hasher.ts';
import { TILE_WIDTH, type TileReader } from '../tile/tile.ts';
import type { LeafRange } from './leaf-range.ts';
import { joinPeaks, perfectSizes, rootOfRow } from './subtree.ts';

/** The nodes of a tree of `size` leaves, worked out of its tiles. Each tile is read once. */
export class TreeNodes {
  readonly #tiles: TileReader;
  readonly #size: number;
  readonly #hasher: Hasher;
  readonly #read = new Map<string, Promise<Uint8Array>>();

  constructor(tiles: TileReader, size: number, hasher: Hasher = DEFAULT_HASHER) {
    this.#tiles = tiles;
    this.#size = size;
    this.#hasher = hasher;
  }

  /** The root of a range as RFC 6962 splits trees: one that starts at a multiple of its largest power of two. */
  async rootOf({ start, end }: LeafRange): Promise<Uint8Array> {
    let at = start;
    const peaks = perfectSizes(end - start).map((leaves) => {
      const first = at;
      at += leaves;
      return this.#perfectRoot(first, leaves);
    });
    return joinPeaks(await Promise.all(peaks), this.#hasher);
  }

  /** The root of `leaves` leaves from `start`, a power of two and a multiple of it. */
  async #perfectRoot(start: number, leaves: number): Promise<Uint8Array> {
    let level = 0;
    let span = 1;
    for (; span * TILE_WIDTH <= leaves; span *= TILE_WIDTH) level += 1;
    const first = start / span;
    const tile = await this.#tile(level, Math.floor(first / TILE_WIDTH));
    const from = (first % TILE_WIDTH) * HASH_BYTES;
    return rootOfRow(tile.subarray(from, from + (leaves / span) * HASH_BYTES), this.#hasher);
  }

  #tile(level: number, index: number): Promise<Uint8Array> {
    const key = `${level}/${index}`;
    const known = this.#read.get(key) ?? this.#fetch(level, index);
    this.#read.set(key, known);
    return known;
  }

  async #fetch(level: number, index: number): Promise<Uint8Array> {
    const row = Math.floor(this.#size / TILE_WIDTH ** level);
    const width = Math.min(TILE_WIDTH, row - index * TILE_WIDTH);
    const hashes = await this.#tiles.tile({ level, index, width });
    if (hashes.length !== width * HASH_BYTES) throw new SallyportError('ledger_corrupt');
    return hashes;
  }
}
