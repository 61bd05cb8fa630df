import { type Identity, SallyportError, sameIdentity } from '@sallyport/core';
import { decodeVerifierKey, hashLeaf, openCheckpoint, verifyInclusion } from '@sallyport/ledger';
import type { Receipts } from '../door/receipts.ts';
import type { Ledger, Settled } from '../ledger/index.ts';
import { readSessionLeaf } from './read-session-leaf.ts';

/** What receipts of sessions are made from. */
export interface SessionReceiptsParts {
  readonly ledger: Pick<Ledger, 'session' | 'leaf' | 'proof'>;
  readonly receipts: Receipts;
  /** The log's verifier key, C2SP signed-note. */
  readonly logKey: string;
}

/**
 * The receipt, a compact JWS, for the outcome of a session of this identity; `undefined` while the call goes on. Raises `session_unknown`
 * alike for a session of somebody else and for none, `ledger_corrupt` when the log does not hold what it should, `ledger_unavailable`.
 */
export type SessionReceipts = (sessionId: string, identity: Identity) => Promise<string | undefined>;

/** Signs receipts for outcomes, each only once the outcome is proved to be in the log: a receipt for what is not could never be taken back. */
export function sessionReceipts({ ledger, receipts, logKey }: SessionReceiptsParts): SessionReceipts {
  const verifierKeys = [decodeVerifierKey(logKey)];
  const prove = async (index: number, sessionId: string): Promise<Settled> => {
    const { leaf, hashes: proof, checkpoint } = await ledger.proof(index);
    const { size, root } = await openCheckpoint(checkpoint, verifierKeys);
    const leafHash = hashLeaf(leaf);
    const proved = verifyInclusion({ leafHash, index, size, root, proof });
    if (!proved || !isAbout(leaf, 'session.outcome', sessionId)) throw new SallyportError('ledger_corrupt');
    return { index, treeSize: size, leafHash };
  };
  return async (sessionId, identity) => {
    const session = await ledger.session(sessionId);
    if (session === undefined) throw new SallyportError('session_unknown');
    const intent = await ledger.leaf(session.openedIndex);
    if (!isAbout(intent, 'session.intent', sessionId)) throw new SallyportError('ledger_corrupt');
    const owner = readSessionLeaf(intent).identity;
    if (owner === undefined || !sameIdentity(owner, identity)) throw new SallyportError('session_unknown');
    return session.closedIndex === undefined ? undefined : receipts.sign([await prove(session.closedIndex, sessionId)]);
  };
}

function isAbout(leaf: Uint8Array, kind: string, sessionId: string): boolean {
  const said = readSessionLeaf(leaf);
  return said.kind === kind && said.sessionId === sessionId;
}
