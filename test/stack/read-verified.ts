import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { SallyportError } from '@sallyport/core';
import {
  decodeEntryBundle,
  entryBundlePath,
  type LedgerEvent,
  readTrust,
  TILE_WIDTH,
  verifyLedger,
} from '@sallyport/ledger';

/** Verifies an exported ledger from end to end, and reads its events. Raises `ledger_corrupt`, with the first fault's words as its place. */
export async function readVerified(folder: string): Promise<readonly LedgerEvent[]> {
  const trust = await readTrust(await readFile(join(folder, 'trust.json')));
  const { ok, size, firstFault } = await verifyLedger({ read: (path) => readIfThere(join(folder, path)) }, trust);
  if (!ok) throw new SallyportError('ledger_corrupt', { place: `${firstFault?.where} ${firstFault?.words}` });
  const events: LedgerEvent[] = [];
  for (let index = 0; index * TILE_WIDTH < size; index++) {
    const path = entryBundlePath({ index, width: Math.min(TILE_WIDTH, size - index * TILE_WIDTH) });
    events.push(...decodeEntryBundle(await readFile(join(folder, path))).map(readEvent));
  }
  return events;
}

async function readIfThere(path: string): Promise<Uint8Array | undefined> {
  return readFile(path).catch(() => undefined);
}

/** The payload of a compact JWS, RFC 7515 §7.1. */
function readEvent(leaf: Uint8Array): LedgerEvent {
  const [, payload = ''] = new TextDecoder().decode(leaf).split('.');
  return JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')) as LedgerEvent;
}
