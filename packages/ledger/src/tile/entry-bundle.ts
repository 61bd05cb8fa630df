import { SallyportError } from '@sallyport/core';
import { joinBytes } from '../encoding/bytes.ts';
import { TILE_WIDTH } from './tile.ts';

const MAX_ENTRY_BYTES = 0xffff;

/** The most bytes a bundle can have: 256 entries of 65,535 bytes, each with its length. */
export const MAX_BUNDLE_BYTES = TILE_WIDTH * (2 + MAX_ENTRY_BYTES);

/**
 * Writes entries as a bundle, C2SP tlog-tiles: each one's length as a big-endian uint16, then its bytes.
 * Throws `SallyportError('internal')` for more than 256 entries, or one over 65,535 bytes.
 */
export function encodeEntryBundle(leaves: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  if (leaves.length > TILE_WIDTH || leaves.some((leaf) => leaf.length > MAX_ENTRY_BYTES)) {
    throw new SallyportError('internal');
  }
  return joinBytes(leaves.flatMap((leaf) => [Uint8Array.of(leaf.length >> 8, leaf.length & 0xff), leaf]));
}

/**
 * Reads a bundle of entries back, as views of `bytes`.
 * Throws `SallyportError('ledger_corrupt')` when it is cut short, has bytes to spare, or holds more than 256 entries.
 */
export function decodeEntryBundle(bytes: Uint8Array): readonly Uint8Array[] {
  const leaves: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; ) {
    const end = at + 2 + (bytes[at] ?? 0) * 256 + (bytes[at + 1] ?? 0);
    if (end > bytes.length || leaves.length === TILE_WIDTH) throw new SallyportError('ledger_corrupt');
    leaves.push(bytes.subarray(at + 2, end));
    at = end;
  }
  return leaves;
}
