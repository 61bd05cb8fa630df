import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CLIENT_EVENT_KINDS, SallyportError } from '@sallyport/core';
import {
  decodeEntryBundle,
  entryBundlePath,
  type LedgerEvent,
  readTrust,
  TILE_WIDTH,
  verifyLedger,
} from '@sallyport/ledger';

const CLIENT_KINDS: ReadonlySet<string> = new Set(CLIENT_EVENT_KINDS);

/** A leaf of the ledger, read: an event, or the payload of a client's proof. */
export type ReadLeaf = LedgerEvent | ClientIntentLeaf;

/** A `client.intent`: what a DPoP proof says. */
export interface ClientIntentLeaf {
  readonly jti: string;
  readonly htu: string;
  readonly sallyport?: { readonly correlation_id: string; readonly commitment: string; readonly applied: object };
}

/** Tells whether a leaf is an event, and not a client's proof. */
export function isEvent(leaf: ReadLeaf): leaf is LedgerEvent {
  return 'metadata' in leaf;
}

/** Tells whether a leaf is an event of a kind that only the companion signs. */
export function isOwnEvent(leaf: ReadLeaf): leaf is LedgerEvent {
  return isEvent(leaf) && !CLIENT_KINDS.has(leaf.metadata.event_code);
}

/** The kind of a leaf. */
export function kindOf(leaf: ReadLeaf): string {
  return isEvent(leaf) ? leaf.metadata.event_code : 'client.intent';
}

/** Verifies an exported ledger from end to end, and reads its leaves. Raises `ledger_corrupt`, with the first fault's words as its place. */
export async function readVerified(folder: string): Promise<readonly ReadLeaf[]> {
  const trust = await readTrust(await readFile(join(folder, 'trust.json')));
  const { ok, size, firstFault } = await verifyLedger({ read: (path) => readIfThere(join(folder, path)) }, trust);
  if (!ok) throw new SallyportError('ledger_corrupt', { place: `${firstFault?.where} ${firstFault?.words}` });
  const leaves: ReadLeaf[] = [];
  for (let index = 0; index * TILE_WIDTH < size; index++) {
    const path = entryBundlePath({ index, width: Math.min(TILE_WIDTH, size - index * TILE_WIDTH) });
    leaves.push(...decodeEntryBundle(await readFile(join(folder, path))).map(readLeaf));
  }
  return leaves;
}

async function readIfThere(path: string): Promise<Uint8Array | undefined> {
  return readFile(path).catch(() => undefined);
}

/** The payload of a compact JWS, RFC 7515 §7.1. */
function readLeaf(leaf: Uint8Array): ReadLeaf {
  const [, payload = ''] = new TextDecoder().decode(leaf).split('.');
  return JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')) as ReadLeaf;
}
