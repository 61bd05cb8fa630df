import { SallyportError } from '@sallyport/core';
import { DEFAULT_HASHER } from '../hash/default-hasher.ts';
import type { TileReader } from '../tile/tile.ts';
import { TreeNodes } from './tree-nodes.ts';

/**
 * The root hash that a log had at an earlier size, RFC 6962 §2.1, out of its tiles; of size 0, the hash of nothing. Reads O(log size) tiles.
 * Rejects with `SallyportError('request_invalid')` for a size that is none, and `SallyportError('ledger_corrupt')` when a tile has not
 * the length it must have.
 */
export async function rootAt(tiles: TileReader, size: number): Promise<Uint8Array> {
  if (!Number.isSafeInteger(size) || size < 0) throw new SallyportError('request_invalid');
  if (size === 0) return DEFAULT_HASHER.sha256(new Uint8Array());
  return new TreeNodes(tiles, size).rootOf({ start: 0, end: size });
}
