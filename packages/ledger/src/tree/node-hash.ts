import { DEFAULT_HASHER } from '../hash/default-hasher.ts';
import { HASH_BYTES, type Hasher } from '../hash/hasher.ts';

// RFC 6962 §2.1: one leading byte keeps a leaf from passing for a node.
const LEAF = 0x00;
const NODE = 0x01;

/** The hash of an entry, RFC 6962 §2.1: `SHA-256(0x00 ‖ leaf)`. */
export function hashLeaf(leaf: Uint8Array, hasher: Hasher = DEFAULT_HASHER): Uint8Array {
  const message = new Uint8Array(1 + leaf.length);
  message[0] = LEAF;
  message.set(leaf, 1);
  return hasher.sha256(message);
}

/** The hash of a node, RFC 6962 §2.1: `SHA-256(0x01 ‖ left ‖ right)`. */
export function hashChildren(left: Uint8Array, right: Uint8Array, hasher: Hasher = DEFAULT_HASHER): Uint8Array {
  const message = new Uint8Array(1 + 2 * HASH_BYTES);
  message[0] = NODE;
  message.set(left, 1);
  message.set(right, 1 + HASH_BYTES);
  return hasher.sha256(message);
}
