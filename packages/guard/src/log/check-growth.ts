import { fromBase64url, isSallyportError } from '@sallyport/core';
import {
  type Checkpoint,
  consistencyProof,
  inclusionProof,
  type ReceiptLeaf,
  type TileReader,
  verifyConsistency,
  verifyInclusion,
} from '@sallyport/ledger';

/** A leaf that the companion gave a receipt for. */
export interface PromisedLeaf extends ReceiptLeaf {
  /** How many leaves the log had, by the receipt. */
  readonly treeSize: number;
}

/** What a new checkpoint is held against. */
export interface Growth {
  /** Checkpoints that were believed before. */
  readonly before: readonly Checkpoint[];
  readonly promised?: PromisedLeaf | undefined;
  readonly latest: Checkpoint;
}

/**
 * Tells whether a log only grew (RFC 9162 §2.1.4) and still has the leaf it promised (RFC 9162 §2.1.3), by proofs built from its
 * tiles. Raises what reading a tile raises: a log that cannot be read is not known to be another.
 */
export async function onlyGrew(tiles: TileReader, { before, promised, latest }: Growth): Promise<boolean> {
  try {
    for (const one of before) if (!(await isPrefix(tiles, one, latest))) return false;
    return promised === undefined || (await has(tiles, promised, latest));
  } catch (cause) {
    // A tile of another length than it must have.
    if (isSallyportError(cause) && cause.code === 'ledger_corrupt') return false;
    throw cause;
  }
}

/** Tells whether the older tree is a prefix of the newer one: RFC 9162 §2.1.4. Raises what reading a tile raises, `ledger_corrupt` among it. */
export async function isPrefix(
  tiles: TileReader,
  from: Pick<Checkpoint, 'size' | 'root'>,
  to: Pick<Checkpoint, 'size' | 'root'>,
): Promise<boolean> {
  if (from.size > to.size) return false;
  const proof = await consistencyProof(tiles, { from: from.size, to: to.size });
  return verifyConsistency({ from, to, proof });
}

/** Tells whether a tree has a leaf: RFC 9162 §2.1.3. Raises what reading a tile raises, `ledger_corrupt` among it. */
export async function has(tiles: TileReader, leaf: PromisedLeaf, { size, root }: Checkpoint): Promise<boolean> {
  const { index, treeSize } = leaf;
  const leafHash = fromBase64url(leaf.leafHash);
  if (leafHash === undefined || treeSize > size || index >= size) return false;
  const proof = await inclusionProof(tiles, { index, size });
  return verifyInclusion({ leafHash, index, size, root, proof });
}
