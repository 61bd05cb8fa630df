import { sameBytes } from '../encoding/bytes.ts';
import { HASH_BYTES } from '../hash/hasher.ts';
import { hashChildren } from './node-hash.ts';

/** That one leaf is in a tree. */
export interface InclusionClaim {
  readonly leafHash: Uint8Array;
  readonly index: number;
  /** How many leaves the tree has. */
  readonly size: number;
  readonly root: Uint8Array;
  readonly proof: readonly Uint8Array[];
}

/** Tells whether the proof shows the leaf to be at that place in the tree of that root: RFC 9162 §2.1.3.2. Never throws. */
export function verifyInclusion({ leafHash, index, size, root, proof }: InclusionClaim): boolean {
  if (!Number.isSafeInteger(index) || !Number.isSafeInteger(size) || index < 0 || index >= size) return false;
  if (![leafHash, root, ...proof].every((hash) => hash.length === HASH_BYTES)) return false;
  let node = index;
  let last = size - 1;
  let hash = leafHash;
  for (const sibling of proof) {
    if (last === 0) return false;
    const right = node % 2 === 1 || node === last;
    hash = right ? hashChildren(sibling, hash) : hashChildren(hash, sibling);
    // A last node without a sibling is its own parent.
    while (right && node % 2 === 0 && node !== 0) [node, last] = [node / 2, Math.floor(last / 2)];
    [node, last] = [Math.floor(node / 2), Math.floor(last / 2)];
  }
  return last === 0 && sameBytes(hash, root);
}
