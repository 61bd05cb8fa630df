import { toBase64url } from '@sallyport/core';
import { type EventSigner, signReceipt } from '@sallyport/ledger';
import type { Settled } from '../ledger/index.ts';

/** Signs receipts for what was recorded. */
export interface Receipts {
  /** One receipt, a compact JWS, for one or more leaves. */
  sign(settled: readonly Settled[]): Promise<string>;
}

/** Receipts in the name of a log, signed with the event key that the companion signs with then. */
export function receiptSigner(origin: string, signer: () => EventSigner): Receipts {
  return {
    sign: (settled) => {
      const leaves = settled.map(({ index, leafHash }) => ({ index, leafHash: toBase64url(leafHash) }));
      const treeSize = settled.reduce((size, one) => Math.max(size, one.treeSize), 0);
      return signReceipt({ origin, treeSize, leaves }, signer());
    },
  };
}
