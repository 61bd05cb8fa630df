import { sameBytes } from '../encoding/bytes.ts';
import { DEFAULT_HASHER } from '../hash/default-hasher.ts';
import { HASH_BYTES } from '../hash/hasher.ts';
import { hashChildren } from './node-hash.ts';
import { perfectSizes } from './subtree.ts';

/** That an older tree is a prefix of a newer one. */
export interface ConsistencyClaim {
  readonly from: { readonly size: number; readonly root: Uint8Array };
  readonly to: { readonly size: number; readonly root: Uint8Array };
  readonly proof: readonly Uint8Array[];
}

/** Tells whether the proof shows the older tree to be a prefix of the newer one: RFC 9162 §2.1.4.2. Never throws. */
export function verifyConsistency({ from, to, proof }: ConsistencyClaim): boolean {
  if (!Number.isSafeInteger(from.size) || !Number.isSafeInteger(to.size)) return false;
  if (from.size < 0 || from.size > to.size) return false;
  if (![from.root, to.root, ...proof].every((hash) => hash.length === HASH_BYTES)) return false;
  if (from.size === to.size) return proof.length === 0 && sameBytes(from.root, to.root);
  if (from.size === 0) return proof.length === 0 && sameBytes(from.root, DEFAULT_HASHER.sha256(new Uint8Array()));
  return proof.length > 0 && climb({ from, to, proof });
}

function climb({ from, to, proof }: ConsistencyClaim): boolean {
  const [start, ...siblings] = perfectSizes(from.size).length === 1 ? [from.root, ...proof] : proof;
  if (start === undefined) return false;
  let [node, last] = [from.size - 1, to.size - 1];
  while (node % 2 === 1) [node, last] = [(node - 1) / 2, Math.floor(last / 2)];
  let older = start;
  let newer = start;
  for (const sibling of siblings) {
    if (last === 0) return false;
    const right = node % 2 === 1 || node === last;
    if (right) older = hashChildren(sibling, older);
    newer = right ? hashChildren(sibling, newer) : hashChildren(newer, sibling);
    // A last node without a sibling is its own parent.
    while (right && node % 2 === 0 && node !== 0) [node, last] = [node / 2, Math.floor(last / 2)];
    [node, last] = [Math.floor(node / 2), Math.floor(last / 2)];
  }
  return last === 0 && sameBytes(older, from.root) && sameBytes(newer, to.root);
}
