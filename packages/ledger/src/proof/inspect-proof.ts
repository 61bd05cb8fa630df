import { calculateJwkThumbprint } from 'jose';
import type { EventKeys } from '../event/event-key.ts';
import type { EventFault } from '../event/verify-event.ts';
import { parseCompactJws } from '../jws/compact-jws.ts';
import { verifyCompactJws } from '../jws/verify-compact-jws.ts';
import { type Proof, parseProof, proofId } from './proof.ts';

/** A `client.intent`: a client's DPoP proof as a leaf of the ledger. */
export interface InspectedProof {
  readonly kid: string;
  /** The UUID under which the ledger keeps it. */
  readonly id: string;
  readonly proof: Proof;
}

/** Verifies a leaf that is a DPoP proof, signed with one of the keys, or says why it is none. */
export async function inspectProof(leaf: Uint8Array, keys: EventKeys): Promise<InspectedProof | EventFault> {
  const jws = parseCompactJws(leaf);
  if (jws === undefined) return 'event_malformed';
  const proof = parseProof(jws.text);
  if (typeof proof === 'string') return 'event_shape';
  const kid = await calculateJwkThumbprint(proof.publicKey);
  const key = keys.get(kid);
  if (key === undefined) return 'event_key_unknown';
  if (!(await verifyCompactJws(jws, key))) return 'event_signature';
  return { kid, id: proofId(proof.jti), proof };
}
