import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  decodeEntryBundle,
  entryBundlePath,
  readTrust,
  TILE_WIDTH,
  type VerifyOptions,
  verifyLedger,
} from '@sallyport/ledger';
import { isEvent, kindOf, type ReadLeaf } from '../../stack/read-verified.ts';
import { type LeafFacts, LedgerTally } from './ledger-tally.ts';

/** An exported ledger, verified and added up. */
export interface ReadExport {
  readonly tally: LedgerTally;
  /** What is wrong with it first, in words; absent when it verifies. */
  readonly unverified?: string;
}

const STATUS = ['unknown', 'success', 'failure'] as const;

/** Verifies an export from end to end, also against checkpoints that others kept, and adds up its leaves; one bundle of them is in memory at a time. */
export async function readExport(folder: string, notes: VerifyOptions['notes'] = []): Promise<ReadExport> {
  const read = (path: string) => readFile(join(folder, path)).catch(() => undefined);
  const trust = await readTrust(await readFile(join(folder, 'trust.json')));
  const { ok, size, firstFault } = await verifyLedger({ read }, trust, { notes });
  const tally = new LedgerTally();
  for (let index = 0; index * TILE_WIDTH < size; index++) {
    const path = entryBundlePath({ index, width: Math.min(TILE_WIDTH, size - index * TILE_WIDTH) });
    for (const leaf of decodeEntryBundle(await readFile(join(folder, path)))) tally.add(factsOf(leaf));
  }
  return ok ? { tally } : { tally, unverified: `${firstFault?.where}: ${firstFault?.words}` };
}

function factsOf(bytes: Uint8Array): LeafFacts {
  const hash = createHash('sha256').update(Uint8Array.of(0)).update(bytes).digest('base64url');
  const leaf = readPayload(bytes);
  const kind = kindOf(leaf);
  if (!isEvent(leaf)) return { hash, kind, correlationId: leaf.sallyport?.correlation_id };
  const { metadata, api, status_id: status, unmapped } = leaf;
  const about = { correlationId: metadata.correlation_uid, sessionId: api.request?.uid };
  return { hash, kind, ...about, status: STATUS[status], recording: unmapped.recording };
}

/** The payload of a compact JWS, RFC 7515 §7.1. */
function readPayload(leaf: Uint8Array): ReadLeaf {
  const [, payload = ''] = new TextDecoder().decode(leaf).split('.');
  return JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')) as ReadLeaf;
}
