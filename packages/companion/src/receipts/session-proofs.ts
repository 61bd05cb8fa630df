import { fromUtf8, type Identity, SallyportError } from '@sallyport/core';
import { encodeTlogProof } from '@sallyport/ledger';
import type { Ledger } from '../ledger/index.ts';
import { findOwnSession, isAbout } from './own-session.ts';

/** An event, and the proof that it is in the log. */
export interface ProvedEvent {
  /** The exact bytes of the leaf: a compact JWS. */
  readonly leaf: string;
  /** C2SP tlog-proof. */
  readonly proof: string;
}

/** What proves a session. */
export interface SessionProof {
  readonly intent: ProvedEvent;
  /** Absent while the call goes on. */
  readonly outcome?: ProvedEvent;
}

/**
 * Proves the intent and the outcome of a session of this identity. Raises `session_unknown` alike for a session of somebody else and for
 * none, `ledger_corrupt` when the log does not hold what it should, `ledger_unavailable`.
 */
export type SessionProofs = (sessionId: string, identity: Identity) => Promise<SessionProof>;

/** Gives proofs out of the log. They need no signature of their own: the log's checkpoint in them has one. */
export function sessionProofs(ledger: Pick<Ledger, 'session' | 'leaf' | 'proof'>): SessionProofs {
  const prove = async (index: number, kind: 'session.intent' | 'session.outcome', session: string) => {
    const { leaf, hashes, checkpoint } = await ledger.proof(index);
    if (!isAbout(leaf, kind, session)) throw new SallyportError('ledger_corrupt');
    return { leaf: fromUtf8(leaf), proof: encodeTlogProof({ index, hashes, checkpoint }) };
  };
  return async (sessionId, identity) => {
    const { openedIndex, closedIndex } = await findOwnSession(ledger, sessionId, identity);
    const intent = await prove(openedIndex, 'session.intent', sessionId);
    return closedIndex === undefined
      ? { intent }
      : { intent, outcome: await prove(closedIndex, 'session.outcome', sessionId) };
  };
}
