import { utf8 } from '@sallyport/core';
import type { Tile, TileReader } from '../tile/tile.ts';
import { hashChildren, hashLeaf } from './node-hash.ts';

/** For tests: the leaf hashes of `count` short, distinct entries. */
export function sampleLeafHashes(count: number): readonly Uint8Array[] {
  return Array.from({ length: count }, (_, index) => hashLeaf(utf8(`entry ${index}`)));
}

/** For tests: MTH, word by word as RFC 6962 §2.1 defines it. */
export function definedRoot(leafHashes: readonly Uint8Array[]): Uint8Array {
  const [first] = leafHashes;
  if (first === undefined) return Uint8Array.of();
  if (leafHashes.length === 1) return first;
  let split = 1;
  while (split * 2 < leafHashes.length) split *= 2;
  return hashChildren(definedRoot(leafHashes.slice(0, split)), definedRoot(leafHashes.slice(split)));
}

/** For tests: tiles kept in memory. A narrower tile is read out of the widest one that was kept. */
export class MemoryTiles implements TileReader {
  readonly #tiles = new Map<string, Uint8Array>();
  /** How often a tile was read. */
  reads = 0;

  keep(tiles: readonly Tile[]): void {
    for (const { level, index, hashes } of tiles) this.#tiles.set(`${level}/${index}`, hashes);
  }

  async tile({ level, index, width }: { level: number; index: number; width: number }): Promise<Uint8Array> {
    this.reads += 1;
    return (this.#tiles.get(`${level}/${index}`) ?? Uint8Array.of()).subarray(0, 32 * width);
  }
}
