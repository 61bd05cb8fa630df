import { SallyportError } from '@sallyport/core';
import { sameBytes } from '../encoding/bytes.ts';
import { DEFAULT_HASHER } from '../hash/default-hasher.ts';
import { HASH_BYTES } from '../hash/hasher.ts';
import { TILE_WIDTH, type TileAddress, type TileReader } from '../tile/tile.ts';
import type { Growth } from '../tree/grow-tree.ts';
import { rootAt } from '../tree/root-at.ts';
import { rootOfRow } from '../tree/subtree.ts';
import { EMPTY_EDGE, type TreeEdge } from '../tree/tree-edge.ts';
import type { EarlierRoots } from './earlier-roots.ts';

/** Gives the hashes of a full tile of leaves that was seen before, or nothing. */
export type ReadLeafTile = (index: number) => Promise<Uint8Array | undefined>;

/** How many full tiles of leaf hashes are kept: 8 MiB. */
const KEPT = 1024;

/**
 * The tree of the entries that were read, for the roots it had at earlier sizes. Keeps all of it but the leaf hashes far back: 33 bytes
 * for each 256 entries, and the last 262,144 leaf hashes. One from before that is read again, and believed if it gives the hash above it.
 */
export class KnownTree implements TileReader, EarlierRoots {
  readonly #full = new Map<string, Uint8Array>();
  readonly #readLeafTile: ReadLeafTile;
  #edge: TreeEdge = EMPTY_EDGE;

  constructor(readLeafTile: ReadLeafTile) {
    this.#readLeafTile = readLeafTile;
  }

  /** Takes in what the next entries made of the tree. */
  grow({ edge, tiles }: Growth): void {
    this.#edge = edge;
    for (const { level, index, width, hashes } of tiles) {
      if (width !== TILE_WIDTH) continue;
      this.#full.set(`${level}/${index}`, hashes);
      if (level === 0) this.#full.delete(`0/${index - KEPT}`);
    }
  }

  /** The root hash that the tree had. Rejects as `tile` does. */
  rootAt(size: number): Promise<Uint8Array> {
    return rootAt(this, size);
  }

  /** A tile of the tree as it was at any size up to now. Rejects with `SallyportError('ledger_corrupt')` where it cannot be had again. */
  async tile({ level, index, width }: TileAddress): Promise<Uint8Array> {
    const partial = Math.floor(this.#edge.size / TILE_WIDTH ** (level + 1)) === index;
    const hashes = partial ? this.#edge.levels[level] : this.#full.get(`${level}/${index}`);
    return (hashes ?? (await this.#again(level, index))).subarray(0, width * HASH_BYTES);
  }

  async #again(level: number, index: number): Promise<Uint8Array> {
    const hashes = level === 0 ? await this.#readLeafTile(index) : undefined;
    if (hashes?.length !== TILE_WIDTH * HASH_BYTES) throw new SallyportError('ledger_corrupt');
    const above = await this.tile({ level: 1, index: Math.floor(index / TILE_WIDTH), width: TILE_WIDTH });
    const at = (index % TILE_WIDTH) * HASH_BYTES;
    if (sameBytes(rootOfRow(hashes, DEFAULT_HASHER), above.subarray(at, at + HASH_BYTES))) return hashes;
    throw new SallyportError('ledger_corrupt');
  }
}
