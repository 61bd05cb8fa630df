import { SallyportError } from '@sallyport/core';
import { type CompactJws, parseCompactJws } from '../jws/compact-jws.ts';
import { verifyCompactJws } from '../jws/verify-compact-jws.ts';
import type { EventKeys } from './event-key.ts';
import type { LedgerEvent } from './ledger-event.ts';
import { parseEvent } from './parse-event.ts';
import { EVENT_TYPE, MAX_LEAF_BYTES } from './sign-event.ts';

/** Why a leaf is not an event of a trusted signer. */
export type EventFault =
  | 'event_malformed'
  | 'event_header'
  | 'event_key_unknown'
  | 'event_signature'
  | 'event_shape'
  | 'event_signer';

/**
 * Verifies a leaf and gives its event. The header must be exactly `alg` ES256, `typ` `sallyport-event+jws` and a `kid` that is
 * among the keys; base64url is strict. That the bytes are the ones logged, only the tree can say.
 * Rejects with `SallyportError('ledger_corrupt')` on any other leaf.
 */
export async function verifyEvent(leaf: Uint8Array, keys: EventKeys): Promise<LedgerEvent> {
  const event = await inspectEvent(leaf, keys);
  if (typeof event === 'string') throw new SallyportError('ledger_corrupt');
  return event;
}

/** As `verifyEvent`, but answers why not. */
export async function inspectEvent(leaf: Uint8Array, keys: EventKeys): Promise<LedgerEvent | EventFault> {
  const jws = leaf.length > MAX_LEAF_BYTES ? undefined : parseCompactJws(leaf);
  if (jws === undefined) return 'event_malformed';
  const kid = pinnedKid(jws);
  if (kid === undefined) return 'event_header';
  const key = keys.get(kid);
  if (key === undefined) return 'event_key_unknown';
  if (!(await verifyCompactJws(jws, key))) return 'event_signature';
  return parseEvent(jws.payload) ?? 'event_shape';
}

function pinnedKid({ header }: CompactJws): string | undefined {
  const { alg, typ, kid, ...others } = header;
  const pinned = alg === 'ES256' && typ === EVENT_TYPE && Object.keys(others).length === 0;
  return pinned && typeof kid === 'string' ? kid : undefined;
}
