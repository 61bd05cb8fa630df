import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CLIENT_EVENT_KINDS, SallyportError } from '@sallyport/core';
import {
  decodeEntryBundle,
  EVENT_SCHEMA,
  entryBundlePath,
  type LedgerEvent,
  readTrust,
  TILE_WIDTH,
  verifyLedger,
} from '@sallyport/ledger';
import { Ajv2020 } from 'ajv/dist/2020.js';

const CLIENT_KINDS: ReadonlySet<string> = new Set(CLIENT_EVENT_KINDS);
const SCHEMAS = new Ajv2020({ strict: true, strictRequired: false }).addSchema(EVENT_SCHEMA, 'ledger');

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

/**
 * Verifies an exported ledger from end to end, and reads its leaves, each of which the published schema must describe. Raises
 * `ledger_corrupt`, with the first fault's words as its place. `clockTurned`: the test turns the companion's clock to and fro.
 * `reviewsPut`: it puts reviews into the database for which nobody asked, so that only all else must be whole.
 */
export async function readVerified(
  folder: string,
  { clockTurned = false, reviewsPut = false } = {},
): Promise<readonly ReadLeaf[]> {
  const trust = await readTrust(await readFile(join(folder, 'trust.json')));
  const slack = clockTurned ? { slackMs: Number.POSITIVE_INFINITY } : {};
  const { checks, size, firstFault } = await verifyLedger(
    { read: (path) => readIfThere(join(folder, path)) },
    trust,
    slack,
  );
  const ok = checks.every((check) => check.ok || (reviewsPut && check.name === 'reviews'));
  if (!ok) throw new SallyportError('ledger_corrupt', { place: `${firstFault?.where} ${firstFault?.words}` });
  const leaves: ReadLeaf[] = [];
  for (let index = 0; index * TILE_WIDTH < size; index++) {
    const path = entryBundlePath({ index, width: Math.min(TILE_WIDTH, size - index * TILE_WIDTH) });
    leaves.push(...decodeEntryBundle(await readFile(join(folder, path))).map(readLeaf));
  }
  for (const [index, leaf] of leaves.entries()) checkSchema(leaf, index);
  return leaves;
}

function checkSchema(leaf: ReadLeaf, index: number): void {
  const kind = kindOf(leaf);
  const validate = SCHEMAS.getSchema(`ledger#/$defs/${kind}`);
  if (validate === undefined || validate(leaf) === true) return;
  const errors = (validate.errors ?? []).map(({ instancePath, message, params }) => {
    return `${instancePath} ${message} ${JSON.stringify(params)}`;
  });
  throw new SallyportError('ledger_corrupt', { place: `leaf ${index}, ${kind}, by its schema: ${errors.join('; ')}` });
}

async function readIfThere(path: string): Promise<Uint8Array | undefined> {
  return readFile(path).catch(() => undefined);
}

/** The payload of a compact JWS, RFC 7515 §7.1. */
function readLeaf(leaf: Uint8Array): ReadLeaf {
  const [, payload = ''] = new TextDecoder().decode(leaf).split('.');
  return JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')) as ReadLeaf;
}
