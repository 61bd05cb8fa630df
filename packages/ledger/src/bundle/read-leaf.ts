import { CLIENT_OPT_OUTS, toBase64url, utf8 } from '@sallyport/core';
import type { LedgerEvent } from '../event/ledger-event.ts';
import { readUnverifiedEvent } from '../event/unverified-event.ts';
import { DEFAULT_HASHER } from '../hash/default-hasher.ts';
import { parseCompactJws } from '../jws/compact-jws.ts';
import { PROOF_TYPE, type Proof, parseProof, proofId } from '../proof/proof.ts';

/** A leaf as it says it is; nothing of it verified. */
export type ReadLeaf =
  | { readonly kid: string; readonly event: LedgerEvent }
  /** A client's intent. */
  | { readonly kid: string; readonly id: string; readonly proof: Proof };

const CLIENT_OPTED: ReadonlySet<unknown> = new Set(CLIENT_OPT_OUTS);

/** Reads a leaf without its signature. What is neither an event nor a client's intent gives `undefined`. */
export function readLeaf(leaf: Uint8Array): ReadLeaf | undefined {
  const jws = parseCompactJws(leaf);
  if (jws === undefined) return undefined;
  if (jws.header.typ === PROOF_TYPE) return readProofLeaf(jws.text);
  const event = readUnverifiedEvent(leaf);
  return event && { kid: String(jws.header.kid), event };
}

/** Tells whether a leaf is one that a client signs: its intent, its outcome, or a protection that it does without. */
export function isOfClient(leaf: ReadLeaf): boolean {
  if ('proof' in leaf) return true;
  const { metadata, unmapped } = leaf.event;
  if (metadata.event_code === 'opt_out') return CLIENT_OPTED.has(unmapped.optOut);
  return metadata.event_code === 'client.outcome';
}

function readProofLeaf(text: string): ReadLeaf | undefined {
  const proof = parseProof(text);
  if (typeof proof === 'string') return undefined;
  return { kid: thumbprintOf(proof.publicKey), id: proofId(proof.jti), proof };
}

/** RFC 7638 §3.2. */
function thumbprintOf({ crv, kty, x, y }: Proof['publicKey']): string {
  return toBase64url(DEFAULT_HASHER.sha256(utf8(JSON.stringify({ crv, kty, x, y }))));
}
