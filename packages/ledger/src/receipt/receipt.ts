import { fromBase64url, SallyportError, utf8 } from '@sallyport/core';
import type { EventSigner } from '../event/event-signer.ts';
import { HASH_BYTES } from '../hash/hasher.ts';
import { isRecord } from '../jws/compact-jws.ts';
import type { JwsKeys } from '../jws/jws-key.ts';
import { readTypedJws } from '../jws/read-typed-jws.ts';
import { signTypedJws } from '../jws/sign-typed-jws.ts';

/** The `typ` of a receipt, pinned on every verification. */
export const RECEIPT_TYPE = 'sallyport-receipt+jws';

/** Where a leaf stands, and what it hashes to. */
export interface ReceiptLeaf {
  readonly index: number;
  /** RFC 6962 §2.1, in base64url. */
  readonly leafHash: string;
}

/** The companion's promise that leaves are in its log, durably: whoever holds it can prove a later log wrong that lacks them. */
export interface Receipt {
  /** The log's origin. */
  readonly origin: string;
  /** How many leaves the log had once these were in it. */
  readonly treeSize: number;
  readonly leaves: readonly ReceiptLeaf[];
}

/** The most bytes of a receipt that are read. */
const MAX_RECEIPT_BYTES = 65_536;

/** The most leaves of one receipt. */
export const MAX_RECEIPT_LEAVES = 256;

/**
 * Signs a receipt as a compact JWS, ES256. Of one leaf the payload is `{origin, index, leaf_hash, tree_size}`; of several,
 * `index` and `leaf_hash` are lists, in the same order.
 */
export async function signReceipt({ origin, treeSize, leaves }: Receipt, signer: EventSigner): Promise<string> {
  const index = leaves.map((leaf) => leaf.index);
  const hashes = leaves.map(({ leafHash }) => leafHash);
  const [only] = leaves;
  const where =
    only && leaves.length === 1 ? { index: only.index, leaf_hash: only.leafHash } : { index, leaf_hash: hashes };
  const payload = utf8(JSON.stringify({ origin, ...where, tree_size: treeSize }));
  return signTypedJws(payload, { type: RECEIPT_TYPE, signer });
}

/**
 * Verifies a receipt against the companion's keys and gives what it says. The header must be exactly `alg` ES256, `typ`
 * `sallyport-receipt+jws` and a known `kid`; every index must lie within the tree. Rejects with `SallyportError('receipt_invalid')`.
 */
export async function verifyReceipt(text: string, keys: JwsKeys): Promise<Receipt> {
  const claims = await readTypedJws(text, { type: RECEIPT_TYPE, keys, maxBytes: MAX_RECEIPT_BYTES });
  const receipt = claims && readClaims(claims);
  if (receipt === undefined) throw new SallyportError('receipt_invalid');
  return receipt;
}

function readClaims(claims: Readonly<Record<string, unknown>>): Receipt | undefined {
  const { origin, tree_size: treeSize, index, leaf_hash: hash } = claims;
  const indexes: readonly unknown[] = Array.isArray(index) ? index : [index];
  const hashes: readonly unknown[] = Array.isArray(hash) ? hash : [hash];
  const leaves = indexes.map((at, position) => ({ index: at, leafHash: hashes[position] }));
  if (typeof origin !== 'string' || !isSize(treeSize) || hashes.length !== indexes.length) return undefined;
  if (leaves.length === 0 || leaves.length > MAX_RECEIPT_LEAVES) return undefined;
  return leaves.every((leaf) => isLeaf(leaf, treeSize))
    ? Object.freeze({ origin, treeSize, leaves: leaves as ReceiptLeaf[] })
    : undefined;
}

function isLeaf(leaf: unknown, treeSize: number): boolean {
  if (!isRecord(leaf) || !isSize(leaf.index) || leaf.index >= treeSize) return false;
  return typeof leaf.leafHash === 'string' && fromBase64url(leaf.leafHash)?.length === HASH_BYTES;
}

function isSize(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}
