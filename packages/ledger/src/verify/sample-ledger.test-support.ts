import { utf8 } from '@sallyport/core';
import { signCheckpoint } from '../checkpoint/checkpoint.ts';
import { sampleNoteSigner } from '../checkpoint/note-samples.test-support.ts';
import type { WebCryptoNoteSigner } from '../checkpoint/web-crypto-note-signer.ts';
import { sampleEvent, sampleEventSigner } from '../event/event-samples.test-support.ts';
import type { EventSigner, KeyedEventSigner } from '../event/event-signer.ts';
import { signEvent } from '../event/sign-event.ts';
import { encodeEntryBundle } from '../tile/entry-bundle.ts';
import { TILE_WIDTH } from '../tile/tile.ts';
import { entryBundlePath, tilePath } from '../tile/tile-path.ts';
import { growTree } from '../tree/grow-tree.ts';
import { hashLeaf } from '../tree/node-hash.ts';
import { EMPTY_EDGE, rootOf, type TreeEdge } from '../tree/tree-edge.ts';
import type { LedgerSource } from './ledger-source.ts';
import { encodeTrust, type Trust } from './trust.ts';

/** For tests: an exported ledger in memory. */
export type ExportFiles = Map<string, Uint8Array>;

/** The origin of the sample ledger. */
export const SAMPLE_ORIGIN = 'ledger.example.org/audit';

/** For tests: the keys of a ledger, and the trust in them. */
export interface SampleKeys {
  readonly log: WebCryptoNoteSigner;
  readonly events: KeyedEventSigner;
  readonly trust: Trust;
}

/** Makes fresh keys for a sample ledger. */
export async function sampleKeys(): Promise<SampleKeys> {
  const log = await sampleNoteSigner(SAMPLE_ORIGIN);
  const events = await sampleEventSigner();
  return { log, events, trust: { logKeys: [log.verifierKey], eventKeys: [events.publicKey], witnesses: [] } };
}

/** For tests: `count` signed events, in turn an intent and its outcome. */
export function sampleLeaves(count: number, signer: EventSigner): Promise<Uint8Array[]> {
  const leaves = Array.from({ length: count }, (_, index) => {
    const kind = index % 2 === 0 ? 'session.intent' : 'session.outcome';
    return signEvent(sampleEvent(kind, `e${index}`, `s${Math.floor(index / 2)}`), signer);
  });
  return Promise.all(leaves);
}

/** For tests: what a ledger of these leaves exports, leaf by leaf so that every tile is written as in operation. */
export async function exportSample(leaves: readonly Uint8Array[], { log, trust }: SampleKeys): Promise<ExportFiles> {
  const files: ExportFiles = new Map([['trust.json', encodeTrust(trust)]]);
  let edge: TreeEdge = EMPTY_EDGE;
  for (const leaf of leaves) {
    const growth = growTree(edge, [hashLeaf(leaf)]);
    for (const tile of growth.tiles) files.set(tilePath(tile), tile.hashes);
    edge = growth.edge;
  }
  for (let start = 0; start < leaves.length; start += TILE_WIDTH) {
    const entries = leaves.slice(start, start + TILE_WIDTH);
    files.set(entryBundlePath({ index: start / TILE_WIDTH, width: entries.length }), encodeEntryBundle(entries));
  }
  const checkpoint = { origin: SAMPLE_ORIGIN, size: edge.size, root: rootOf(edge) };
  return files.set('checkpoint', utf8(await signCheckpoint(checkpoint, log)));
}

/** For tests: reads an export in memory. */
export function sourceOf(files: ReadonlyMap<string, Uint8Array>): LedgerSource {
  return { read: async (path) => files.get(path) };
}
