import { type Identity, SallyportError } from '@sallyport/core';
import { hashLeaf, openCheckpoint, type VerifierKey, verifyInclusion } from '@sallyport/ledger';
import type { Receipts } from '../door/receipts.ts';
import type { Ledger, Settled } from '../ledger/index.ts';
import { findOwnSession, isAbout } from './own-session.ts';

/** What receipts of sessions are made from. */
export interface SessionReceiptsParts {
  readonly ledger: Pick<Ledger, 'session' | 'leaf' | 'proof'>;
  readonly receipts: Receipts;
  /** The keys of the log, as they are then. */
  readonly verifierKeys: () => readonly VerifierKey[];
}

/**
 * The receipt, a compact JWS, for the outcome of a session of this identity; `undefined` while the call goes on. Raises `session_unknown`
 * alike for a session of somebody else and for none, `ledger_corrupt` when the log does not hold what it should, `ledger_unavailable`.
 */
export type SessionReceipts = (sessionId: string, identity: Identity) => Promise<string | undefined>;

/** Signs receipts for outcomes, each only once the outcome is proved to be in the log: a receipt for what is not could never be taken back. */
export function sessionReceipts({ ledger, receipts, verifierKeys }: SessionReceiptsParts): SessionReceipts {
  const prove = async (index: number, sessionId: string): Promise<Settled> => {
    const { leaf, hashes: proof, checkpoint } = await ledger.proof(index);
    const { size, root } = await openCheckpoint(checkpoint, verifierKeys());
    const leafHash = hashLeaf(leaf);
    const proved = verifyInclusion({ leafHash, index, size, root, proof });
    if (!proved || !isAbout(leaf, 'session.outcome', sessionId)) throw new SallyportError('ledger_corrupt');
    return { index, treeSize: size, leafHash };
  };
  return async (sessionId, identity) => {
    const { closedIndex } = await findOwnSession(ledger, sessionId, identity);
    return closedIndex === undefined ? undefined : receipts.sign([await prove(closedIndex, sessionId)]);
  };
}
