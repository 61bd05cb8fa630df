import { createHash } from 'node:crypto';

/** RFC 6962 §2.1: the hash of a leaf. */
export function leafHash(leaf: Uint8Array): Buffer {
  return createHash('sha256').update(Buffer.of(0)).update(leaf).digest();
}

/** RFC 6962 §2.1, word for word: the root of the tree over leaf hashes. Slow, and written apart from the ledger it stands in for. */
export function merkleRoot(hashes: readonly Buffer[]): Buffer {
  const [only] = hashes;
  if (only === undefined) return createHash('sha256').digest();
  if (hashes.length === 1) return only;
  let left = 1;
  while (left * 2 < hashes.length) left *= 2;
  return createHash('sha256')
    .update(Buffer.of(1))
    .update(merkleRoot(hashes.slice(0, left)))
    .update(merkleRoot(hashes.slice(left)))
    .digest();
}
