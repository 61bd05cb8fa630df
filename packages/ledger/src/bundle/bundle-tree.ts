import { SallyportError } from '@sallyport/core';
import type { Checkpoint } from '../checkpoint/checkpoint.ts';
import { sameBytes } from '../encoding/bytes.ts';
import { DEFAULT_HASHER } from '../hash/default-hasher.ts';
import { HASH_BYTES } from '../hash/hasher.ts';
import { TILE_WIDTH, type TileAddress, type TileReader } from '../tile/tile.ts';
import { tilePath } from '../tile/tile-path.ts';
import { rootAt } from '../tree/root-at.ts';
import { rootOfRow } from '../tree/subtree.ts';
import { rootOf, type TreeEdge } from '../tree/tree-edge.ts';
import type { EarlierRoots } from '../verify/earlier-roots.ts';
import type { Findings } from '../verify/findings.ts';
import type { LedgerSource } from '../verify/ledger-source.ts';
import { readFile } from '../verify/read-file.ts';

/** What may be wrong with a tile. */
export type TileFault = 'tile_missing' | 'tile_malformed' | 'tile_unproven';

/** How many full tiles are kept: 2 MiB. */
const KEPT = 256;

/**
 * The tree of a log, by the tiles that a bundle has of it. Believed from the root down: the partial tiles of its right edge give the root
 * hash that the checkpoint signs, and each full tile gives the hash in the one above it. Keeps the edge and a few tiles in memory.
 */
export class BundleTree implements TileReader, EarlierRoots {
  readonly #source: LedgerSource;
  readonly #checkpoint: Checkpoint;
  readonly #kept = new Map<string, Uint8Array>();
  #edge: readonly Uint8Array[] = [];

  constructor(source: LedgerSource, checkpoint: Checkpoint) {
    this.#source = source;
    this.#checkpoint = checkpoint;
  }

  /** Reads all that is above the leaves, and the right edge of those. False where something is wrong with it, which is a finding. */
  async open(findings: Findings): Promise<boolean> {
    if (!(await this.#openEdge(findings))) return false;
    const { size } = this.#checkpoint;
    let tiles = 0;
    for (let level = this.#edge.length - 1; level >= 1; level -= 1) {
      const full = Math.floor(size / TILE_WIDTH ** (level + 1));
      for (let index = 0; index < full; index += 1) {
        const hashes = await this.hashes(level, index);
        if (typeof hashes === 'string') {
          findings.fault(hashes, tilePath({ level, index, width: TILE_WIDTH }));
          return false;
        }
      }
      tiles += full;
    }
    findings.done('root', `the right edge of the tree, and ${tiles} tiles above the entries, give the root hash`);
    return true;
  }

  /** The hashes of the whole tile there, full or of the right edge, or what is wrong with it. */
  async hashes(level: number, index: number): Promise<Uint8Array | TileFault> {
    if (this.isEdge(level, index)) return this.#edge[level] ?? 'tile_missing';
    const key = `${level}/${index}`;
    const kept = this.#kept.get(key);
    if (kept !== undefined) return kept;
    const hashes = await this.#read({ level, index, width: TILE_WIDTH });
    if (typeof hashes === 'string') return hashes;
    const above = await this.hashes(level + 1, Math.floor(index / TILE_WIDTH));
    const at = (index % TILE_WIDTH) * HASH_BYTES;
    const proven =
      typeof above !== 'string' && sameBytes(rootOfRow(hashes, DEFAULT_HASHER), above.subarray(at, at + HASH_BYTES));
    if (!proven) return 'tile_unproven';
    this.#keep(key, hashes);
    return hashes;
  }

  /** Whether a tile is the partial one at the right edge of its level. */
  isEdge(level: number, index: number): boolean {
    return Math.floor(this.#checkpoint.size / TILE_WIDTH ** (level + 1)) === index;
  }

  /** A tile of the tree as it was at any size. Rejects with `SallyportError('ledger_corrupt')` where it is not here. */
  async tile({ level, index, width }: TileAddress): Promise<Uint8Array> {
    const hashes = await this.hashes(level, index);
    if (typeof hashes === 'string') throw new SallyportError('ledger_corrupt');
    return hashes.subarray(0, width * HASH_BYTES);
  }

  /** The root hash at a size up to the checkpoint's; `undefined` where the leaf hashes next to its right edge are not in the bundle, or are none. */
  async rootAt(size: number): Promise<Uint8Array | undefined> {
    const partial = size % TILE_WIDTH !== 0;
    if (partial && typeof (await this.hashes(0, Math.floor(size / TILE_WIDTH))) === 'string') return undefined;
    return rootAt(this, size);
  }

  async #openEdge(findings: Findings): Promise<boolean> {
    const { size, root } = this.#checkpoint;
    const levels: Uint8Array[] = [];
    for (let row = size, level = 0; row > 0; row = Math.floor(row / TILE_WIDTH), level += 1) {
      const address = { level, index: Math.floor(row / TILE_WIDTH), width: row % TILE_WIDTH };
      const hashes = address.width === 0 ? new Uint8Array() : await this.#read(address);
      if (typeof hashes === 'string') {
        findings.fault(hashes, tilePath(address));
        return false;
      }
      levels.push(hashes);
    }
    this.#edge = levels;
    const edge: TreeEdge = { size, levels };
    if (sameBytes(rootOf(edge), root)) return true;
    findings.fault('root_unproven', 'checkpoint');
    return false;
  }

  async #read(address: TileAddress): Promise<Uint8Array | TileFault> {
    const length = address.width * HASH_BYTES;
    const bytes = await readFile(this.#source, tilePath(address), length);
    if (bytes === undefined) return 'tile_missing';
    return bytes.length === length ? bytes : 'tile_malformed';
  }

  #keep(key: string, hashes: Uint8Array): void {
    this.#kept.set(key, hashes);
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > KEPT && oldest !== undefined) this.#kept.delete(oldest);
  }
}
