import { type Identity, SallyportError, sameIdentity } from '@sallyport/core';
import type { Ledger, StoredSession } from '../ledger/index.ts';
import { readSessionLeaf } from './read-session-leaf.ts';

/**
 * Where the events of a session of this identity stand. Raises `session_unknown` alike for a session of somebody else and for none,
 * `ledger_corrupt` when the log does not hold what it should, `ledger_unavailable`.
 */
export async function findOwnSession(
  ledger: Pick<Ledger, 'session' | 'leaf'>,
  sessionId: string,
  identity: Identity,
): Promise<StoredSession> {
  const session = await ledger.session(sessionId);
  if (session === undefined) throw new SallyportError('session_unknown');
  const intent = await ledger.leaf(session.openedIndex);
  if (!isAbout(intent, 'session.intent', sessionId)) throw new SallyportError('ledger_corrupt');
  const owner = readSessionLeaf(intent).identity;
  if (owner === undefined || !sameIdentity(owner, identity)) throw new SallyportError('session_unknown');
  return session;
}

/** Tells whether a leaf is an event of a kind about a session. Raises `ledger_corrupt` when it is no event. */
export function isAbout(leaf: Uint8Array, kind: 'session.intent' | 'session.outcome', sessionId: string): boolean {
  const said = readSessionLeaf(leaf);
  return said.kind === kind && said.sessionId === sessionId;
}
