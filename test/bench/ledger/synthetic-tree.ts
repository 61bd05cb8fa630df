import { hash } from 'node:crypto';
import {
  EMPTY_EDGE,
  growTree,
  type Hasher,
  hashLeaf,
  TILE_WIDTH,
  type TileAddress,
  type TileReader,
  type TreeEdge,
} from '@sallyport/ledger';

/** What a companion hashes with. */
export const NODE: Hasher = { sha256: (data) => new Uint8Array(hash('sha256', data, 'buffer')) };

/** A tree in memory. */
export interface SyntheticTree extends TileReader {
  /** The hash of the leaf at an index: each is another's. */
  leafHash(index: number): Uint8Array;
}

/** Grows a tree of so many leaves. */
export function growSynthetic(size: number): SyntheticTree {
  const tiles = new Map<string, Uint8Array>();
  let edge: TreeEdge = EMPTY_EDGE;
  while (edge.size < size) {
    const first = edge.size;
    const count = Math.min(TILE_WIDTH, size - first);
    const growth = growTree(
      edge,
      Array.from({ length: count }, (_, at) => leafHashOf(first + at)),
      NODE,
    );
    for (const { level, index, hashes } of growth.tiles) tiles.set(`${level}/${index}`, hashes);
    edge = growth.edge;
  }
  return {
    leafHash: leafHashOf,
    tile: async ({ level, index, width }: TileAddress) =>
      (tiles.get(`${level}/${index}`) ?? new Uint8Array()).subarray(0, 32 * width),
  };
}

function leafHashOf(index: number): Uint8Array {
  return hashLeaf(Buffer.from(`entry ${index}`), NODE);
}
