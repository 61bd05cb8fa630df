import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { decodeEntryBundle, entryBundlePath, readTrust, TILE_WIDTH, verifyLedger } from '@sallyport/ledger';
import { BenchFailure } from '../bench-failure.ts';
import type { Ours } from './start-ours.ts';

/** What an exported and verified ledger holds. */
export interface LedgerCounts {
  /** Without heartbeats, which come each minute. */
  readonly leaves: number;
  /** The calls it tells of: by `client.intent`, the caller's own proof, by `session.intent`, and by `session.outcome`. */
  readonly proofs: number;
  readonly intents: number;
  readonly outcomes: number;
  /** The outcomes that callers signed themselves and delivered as events: `client.outcome`. */
  readonly clientOutcomes: number;
}

/**
 * Exports the ledger, verifies it from end to end, and counts its leaves, a bundle at a time: it may hold a leaf for each of a
 * million calls. Rejects with `BenchFailure` when it does not verify.
 */
export async function readLedger({ process, folder }: Ours): Promise<LedgerCounts> {
  const target = join(folder, `export-${await process.ask('size')}`);
  await process.ask('exportTo', target);
  const trust = await readTrust(await readFile(join(target, 'trust.json')));
  const read = (path: string) => readFile(join(target, path)).catch(() => undefined);
  const { ok, size, firstFault } = await verifyLedger({ read }, trust);
  if (!ok) throw new BenchFailure(`the ledger does not verify: ${firstFault?.words}`);
  const kinds = await countKinds(target, size);
  const count = (kind: string): number => kinds.get(kind) ?? 0;
  return {
    leaves: size - count('checkpoint.witnessed'),
    proofs: count('client.intent'),
    intents: count('session.intent'),
    outcomes: count('session.outcome'),
    clientOutcomes: count('client.outcome'),
  };
}

async function countKinds(folder: string, size: number): Promise<ReadonlyMap<string, number>> {
  const kinds = new Map<string, number>();
  for (let index = 0; index * TILE_WIDTH < size; index++) {
    const path = entryBundlePath({ index, width: Math.min(TILE_WIDTH, size - index * TILE_WIDTH) });
    for (const leaf of decodeEntryBundle(await readFile(join(folder, path)))) {
      const kind = kindOf(leaf);
      kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
    }
  }
  return kinds;
}

/** The kind of a leaf, a compact JWS (RFC 7515 §7.1): of an event what it says, and a client's proof is no event. */
function kindOf(leaf: Uint8Array): string {
  const [, payload = ''] = new TextDecoder().decode(leaf).split('.');
  const { metadata } = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')) as {
    readonly metadata?: { readonly event_code: string };
  };
  return metadata?.event_code ?? 'client.intent';
}
