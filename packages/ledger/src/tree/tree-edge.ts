import { SallyportError } from '@sallyport/core';
import { DEFAULT_HASHER } from '../hash/default-hasher.ts';
import { HASH_BYTES, type Hasher } from '../hash/hasher.ts';
import { TILE_WIDTH } from '../tile/tile.ts';
import { joinPeaks, perfectSizes, rootOfRow } from './subtree.ts';

/** The right edge of a tree: all that is needed to grow it, and to know its root. Plain data, at most 7 × 8,160 bytes. */
export interface TreeEdge {
  /** How many leaves the tree has. */
  readonly size: number;
  /** By level, the hashes of the rightmost tile as long as it is partial, one after another; empty right after a tile was filled. */
  readonly levels: readonly Uint8Array[];
  /**
   * The roots of the largest perfect subtrees, left to right. May be left out, for example by a store that keeps only the rest:
   * it is then computed from `levels`, once.
   */
  readonly peaks?: readonly Uint8Array[];
}

/** The edge of the tree without leaves. */
export const EMPTY_EDGE: TreeEdge = Object.freeze({ size: 0, levels: Object.freeze([]), peaks: Object.freeze([]) });

/**
 * The root hash of the tree, RFC 6962 §2.1; without leaves, the hash of nothing. O(log size) while the edge has its peaks.
 * Throws `SallyportError('ledger_corrupt')` when the edge's parts do not fit its size.
 */
export function rootOf(edge: TreeEdge, hasher: Hasher = DEFAULT_HASHER): Uint8Array {
  const peaks = peaksOf(edge, hasher);
  return peaks.length === 0 ? hasher.sha256(new Uint8Array()) : joinPeaks(peaks, hasher);
}

/** The edge's peaks, given or computed. Throws `SallyportError('ledger_corrupt')` when the edge's parts do not fit its size. */
export function peaksOf(edge: TreeEdge, hasher: Hasher): readonly Uint8Array[] {
  if (!fits(edge)) throw new SallyportError('ledger_corrupt');
  return edge.peaks ?? edge.levels.toReversed().flatMap((row) => peaksOfRow(row, hasher));
}

function fits({ size, levels, peaks }: TreeEdge): boolean {
  if (!Number.isSafeInteger(size) || size < 0) return false;
  let row = size;
  for (const hashes of levels) {
    if (row === 0 || hashes.length !== (row % TILE_WIDTH) * HASH_BYTES) return false;
    row = Math.floor(row / TILE_WIDTH);
  }
  return row === 0 && (peaks === undefined || peaks.length === perfectSizes(size).length);
}

function peaksOfRow(row: Uint8Array, hasher: Hasher): Uint8Array[] {
  let at = 0;
  return perfectSizes(row.length / HASH_BYTES).map((count) => {
    const start = at;
    at += count * HASH_BYTES;
    return rootOfRow(row.subarray(start, at), hasher);
  });
}
