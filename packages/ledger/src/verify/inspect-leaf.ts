import { CLIENT_EVENT_KINDS, COMPANION_OPT_OUTS } from '@sallyport/core';
import type { LedgerEvent } from '../event/ledger-event.ts';
import { type EventFault, inspectEvent } from '../event/verify-event.ts';
import { parseCompactJws } from '../jws/compact-jws.ts';
import { type InspectedProof, inspectProof } from '../proof/inspect-proof.ts';
import { PROOF_TYPE } from '../proof/proof.ts';
import type { ClientKeys } from './client-keys.ts';

/** Whatever may stand in the ledger: an event, or a `client.intent`. */
export type InspectedLeaf = { readonly kid: string; readonly event: LedgerEvent } | InspectedProof;

const CLIENT_KINDS: ReadonlySet<string> = new Set(CLIENT_EVENT_KINDS);
const OWN_OPT_OUTS: ReadonlySet<unknown> = new Set(COMPANION_OPT_OUTS);

/** Tells who says to have signed a leaf; nothing of it verified. */
export function claimedSigner(leaf: Uint8Array): { readonly proof: boolean; readonly kid: string } | undefined {
  const header = parseCompactJws(leaf)?.header;
  if (header === undefined) return undefined;
  return { proof: header.typ === PROOF_TYPE, kid: typeof header.kid === 'string' ? header.kid : '' };
}

/** Verifies a leaf that a client signed, by the keys that earlier grants name. */
export async function inspectClientLeaf(
  leaf: Uint8Array,
  { clients, proof }: { readonly clients: ClientKeys; readonly proof: boolean },
): Promise<InspectedLeaf | EventFault> {
  if (proof) return inspectProof(leaf, clients.keys);
  const event = await inspectEvent(leaf, clients.keys);
  if (typeof event === 'string') return event;
  const kid = claimedSigner(leaf)?.kid ?? '';
  if (!CLIENT_KINDS.has(event.metadata.event_code)) return 'event_signer';
  return clients.speaksFor(kid, event.actor) ? { kid, event } : 'event_signer';
}

/** Verifies a leaf that the companion signed. What clients say, it may not say for them; what it does without itself, it says. */
export async function inspectOwnLeaf(leaf: Uint8Array, keys: ClientKeys['keys']): Promise<InspectedLeaf | EventFault> {
  const event = await inspectEvent(leaf, keys);
  if (typeof event === 'string') return event;
  const kid = claimedSigner(leaf)?.kid ?? '';
  return CLIENT_KINDS.has(event.metadata.event_code) && !isOwnOptOut(event) ? 'event_signer' : { kid, event };
}

function isOwnOptOut({ metadata, unmapped }: LedgerEvent): boolean {
  return metadata.event_code === 'opt_out' && OWN_OPT_OUTS.has(unmapped.optOut);
}
