import { SallyportError } from '@sallyport/core';
import { DEFAULT_HASHER } from '../hash/default-hasher.ts';
import type { Hasher } from '../hash/hasher.ts';
import type { TileReader } from '../tile/tile.ts';
import { consistencyRanges, inclusionRanges, type LeafRange } from './leaf-range.ts';
import { TreeNodes } from './tree-nodes.ts';

/**
 * The hashes that prove to a holder of the root of the tree with `size` leaves that leaf `index` is in it: RFC 6962 §2.1.1,
 * RFC 9162 §2.1.3.1. Reads O(log size) tiles, each once.
 * Rejects with `SallyportError('request_invalid')` when there is no such leaf, and `SallyportError('ledger_corrupt')` when
 * a tile has not the length it must have.
 */
export async function inclusionProof(
  tiles: TileReader,
  { index, size }: { readonly index: number; readonly size: number },
  hasher: Hasher = DEFAULT_HASHER,
): Promise<readonly Uint8Array[]> {
  if (!isCount(index) || !isCount(size) || index >= size) throw new SallyportError('request_invalid');
  return rootsOf(inclusionRanges(index, size), new TreeNodes(tiles, size, hasher));
}

/**
 * The hashes that prove to a holder of both roots that the tree with `from` leaves is a prefix of the one with `to` leaves:
 * RFC 6962 §2.1.2, RFC 9162 §2.1.4.1. Empty for `from` 0, and for equal sizes. Reads O(log to) tiles, each once.
 * Rejects with `SallyportError('request_invalid')` when `from` is past `to`, and `SallyportError('ledger_corrupt')` when
 * a tile has not the length it must have.
 */
export async function consistencyProof(
  tiles: TileReader,
  { from, to }: { readonly from: number; readonly to: number },
  hasher: Hasher = DEFAULT_HASHER,
): Promise<readonly Uint8Array[]> {
  if (!isCount(from) || !isCount(to) || from > to) throw new SallyportError('request_invalid');
  return rootsOf(consistencyRanges(from, to), new TreeNodes(tiles, to, hasher));
}

function rootsOf(ranges: readonly LeafRange[], nodes: TreeNodes): Promise<Uint8Array[]> {
  return Promise.all(ranges.map((range) => nodes.rootOf(range)));
}

function isCount(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0;
}
