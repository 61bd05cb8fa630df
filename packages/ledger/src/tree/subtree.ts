import { SallyportError } from '@sallyport/core';
import { HASH_BYTES, type Hasher } from '../hash/hasher.ts';
import { hashChildren } from './node-hash.ts';

/** The root of a perfect subtree from its row of hashes, whose number is a power of two. */
export function rootOfRow(row: Uint8Array, hasher: Hasher): Uint8Array {
  let nodes: readonly Uint8Array[] = hashesOf(row);
  while (nodes.length > 1) nodes = pairUp(nodes, hasher);
  const [root] = nodes;
  if (root === undefined) throw new SallyportError('internal');
  return root;
}

/**
 * The root of the tree whose largest perfect subtrees, left to right, have the roots `peaks`: RFC 6962 §2.1 splits at the
 * largest power of two, so they join from the right. There must be at least one.
 */
export function joinPeaks(peaks: readonly Uint8Array[], hasher: Hasher): Uint8Array {
  return peaks.reduceRight((right, left) => hashChildren(left, right, hasher));
}

/** The powers of two that sum up to `size`, largest first: the sizes of a tree's largest perfect subtrees. */
export function perfectSizes(size: number): readonly number[] {
  const sizes: number[] = [];
  let rest = size;
  for (let power = 1; rest > 0; power *= 2) {
    const over = rest % (2 * power);
    if (over !== 0) sizes.unshift(power);
    rest -= over;
  }
  return sizes;
}

function hashesOf(row: Uint8Array): Uint8Array[] {
  const hashes: Uint8Array[] = [];
  for (let at = 0; at < row.length; at += HASH_BYTES) hashes.push(row.slice(at, at + HASH_BYTES));
  return hashes;
}

function pairUp(nodes: readonly Uint8Array[], hasher: Hasher): Uint8Array[] {
  const parents: Uint8Array[] = [];
  for (let at = 0; at < nodes.length; at += 2) {
    const [left, right] = nodes.slice(at, at + 2);
    if (left === undefined || right === undefined) throw new SallyportError('internal');
    parents.push(hashChildren(left, right, hasher));
  }
  return parents;
}
