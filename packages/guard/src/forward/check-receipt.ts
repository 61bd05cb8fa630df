import { isUuid } from '@sallyport/core';
import { type Receipt, verifyReceipt } from '@sallyport/ledger';
import type { HeaderRecord } from '@sallyport/pipeline';
import type { PromisedLeaf } from '../log/check-growth.ts';
import type { KnownLog } from '../log/known-log.ts';
import { leafHashOf } from '../signing/leaf-hash.ts';

/** What a receipt must be for. */
export interface ReceiptDemand {
  readonly log: KnownLog;
  /** The proof that went with the call: the leaf. */
  readonly proof: string;
  /** How many leaves the log was known to have before: a new one cannot stand among them. */
  readonly size: number;
}

/** What an answer proves. */
export interface Receipted {
  /** The session that the companion opened; absent when it refused the call before. */
  readonly sessionId?: string;
  /** Where the call's intent stands in the log; absent when nothing proves it. */
  readonly promised?: PromisedLeaf;
}

/** Reads the session of an answer, and its receipt for the intent when it holds. Raises nothing. */
export async function checkReceipt(headers: HeaderRecord, demand: ReceiptDemand): Promise<Receipted> {
  const { 'sallyport-session': sessionId = '', 'sallyport-receipt': receipt = '' } = headers;
  if (!isUuid(sessionId)) return {};
  const verified = await verifyReceipt(receipt, demand.log.receiptKeys).catch(() => undefined);
  const promised = verified && promisedBy(verified, demand);
  return { sessionId, ...(promised === undefined ? {} : { promised }) };
}

function promisedBy({ origin, treeSize, leaves }: Receipt, demand: ReceiptDemand): PromisedLeaf | undefined {
  const { log, proof, size } = demand;
  const [leaf, ...others] = leaves;
  if (leaf === undefined || others.length > 0 || origin !== log.origin || leaf.index < size) return undefined;
  return leaf.leafHash === leafHashOf(proof) ? { ...leaf, treeSize } : undefined;
}
