import { fromUtf8, type Identity, SallyportError } from '@sallyport/core';
import type { LedgerEvent } from '@sallyport/ledger';

/** What a leaf about a session says. */
export interface SessionLeaf {
  readonly kind: string;
  readonly sessionId: string | undefined;
  /** Whose session it is. */
  readonly identity: Identity | undefined;
}

/** Reads one of the companion's own leaves, as the ledger holds it, without verifying it. Raises `ledger_corrupt` when it is no event. */
export function readSessionLeaf(leaf: Uint8Array): SessionLeaf {
  try {
    const [, payload = ''] = fromUtf8(leaf).split('.', 3);
    const { metadata, api, actor } = JSON.parse(fromUtf8(Buffer.from(payload, 'base64url'))) as LedgerEvent;
    const { user, idp } = actor;
    const identity = 'uid' in user && idp !== undefined ? { issuer: idp.issuer, subject: user.uid } : undefined;
    return { kind: metadata.event_code, sessionId: api.request?.uid, identity };
  } catch {
    throw new SallyportError('ledger_corrupt');
  }
}
