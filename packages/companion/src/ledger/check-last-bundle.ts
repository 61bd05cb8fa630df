import { SallyportError } from '@sallyport/core';
import { hashLeaf, TILE_WIDTH } from '@sallyport/ledger';
import { NODE_HASHER } from './node-hasher.ts';
import type { StoredLog } from './stored-log.ts';

/** Hashes the last up to 256 leaves again; raises `ledger_corrupt` unless that gives the last tile, and no leaf stands beyond the size. */
export async function checkLastBundle(log: StoredLog, size: number): Promise<void> {
  if (size === 0) return;
  const index = Math.floor((size - 1) / TILE_WIDTH);
  const width = size - index * TILE_WIDTH;
  const leaves = await log.leaves(index * TILE_WIDTH, width);
  const tile = await log.tile({ level: 0, index, width });
  const hashes = Buffer.concat(leaves.map((leaf) => hashLeaf(leaf, NODE_HASHER)));
  if (!hashes.equals(tile)) throw new SallyportError('ledger_corrupt');
}
