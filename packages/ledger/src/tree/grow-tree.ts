import { SallyportError } from '@sallyport/core';
import { DEFAULT_HASHER } from '../hash/default-hasher.ts';
import { HASH_BYTES, type Hasher } from '../hash/hasher.ts';
import type { Tile } from '../tile/tile.ts';
import { hashChildren } from './node-hash.ts';
import { TileRows } from './tile-rows.ts';
import { peaksOf, type TreeEdge } from './tree-edge.ts';

/** What adding leaves to a tree gave. */
export interface Growth {
  readonly edge: TreeEdge;
  /** Every tile that is new or changed, C2SP tlog-tiles: the filled ones first, then the partial ones of the new right edge. */
  readonly tiles: readonly Tile[];
}

/**
 * Adds leaf hashes to a tree, in O(leaves + log size), and changes nothing it was given. Each inner node is hashed once, and
 * the root of a filled tile is the hash that level above takes.
 * Throws `SallyportError('ledger_corrupt')` when the edge's parts do not fit its size, and `SallyportError('internal')` for
 * a leaf hash that is not 32 bytes or a tree over 2^53 − 1 leaves.
 */
export function growTree(edge: TreeEdge, leafHashes: readonly Uint8Array[], hasher: Hasher = DEFAULT_HASHER): Growth {
  const peaks = [...peaksOf(edge, hasher)];
  if (!Number.isSafeInteger(edge.size + leafHashes.length)) throw new SallyportError('internal');
  const rows = new TileRows(edge.levels, edge.size);
  let size = edge.size;
  for (const leaf of leafHashes) {
    if (leaf.length !== HASH_BYTES) throw new SallyportError('internal');
    addLeaf({ leaf, size, peaks, rows, hasher });
    size += 1;
  }
  const { levels, tiles } = rows.close();
  return Object.freeze({
    edge: Object.freeze({ size, levels, peaks: Object.freeze(peaks) }),
    tiles,
  });
}

interface Addition {
  readonly leaf: Uint8Array;
  /** The number of leaves before it. */
  readonly size: number;
  readonly peaks: Uint8Array[];
  readonly rows: TileRows;
  readonly hasher: Hasher;
}

/** Peaks work like the digits of a binary counter: a new leaf joins with each peak of its own height. */
function addLeaf({ leaf, size, peaks, rows, hasher }: Addition): void {
  rows.append(0, leaf);
  let node = leaf;
  let height = 0;
  for (let rest = size; rest % 2 === 1; rest = (rest - 1) / 2) {
    const left = peaks.pop();
    if (left === undefined) throw new SallyportError('ledger_corrupt');
    node = hashChildren(left, node, hasher);
    height += 1;
    if (height % 8 === 0) rows.append(height / 8, node);
  }
  peaks.push(node);
}
