import type { Checkpoint } from '../checkpoint/checkpoint.ts';
import type { WitnessKey } from '../cosignature/witness-key.ts';
import { sameBytes } from '../encoding/bytes.ts';
import { HASH_BYTES } from '../hash/hasher.ts';
import { TILE_WIDTH, type Tile } from '../tile/tile.ts';
import { growTree } from '../tree/grow-tree.ts';
import { hashLeaf } from '../tree/node-hash.ts';
import { EMPTY_EDGE, rootOf, type TreeEdge } from '../tree/tree-edge.ts';
import { checkNotes, type KeptNote } from './check-notes.ts';
import { EventChecks } from './event-checks.ts';
import { ExportedLedger } from './exported-ledger.ts';
import { CHECKS } from './fault.ts';
import { Findings } from './findings.ts';
import { KnownTree } from './known-tree.ts';
import type { LedgerSource } from './ledger-source.ts';
import type { VerifyReport } from './report.ts';
import { CLOCK_SLACK_MS } from './time-order.ts';
import type { Trust } from './trust.ts';
import { importKeys, type TrustedKeys } from './trusted-keys.ts';

/** What else a ledger is compared with. */
export interface VerifyOptions {
  /** Checkpoints that others kept, such as a witness. Default: none. */
  readonly notes?: readonly KeptNote[];
  /** How far clocks may differ, in milliseconds. Default: ten minutes. */
  readonly slackMs?: number;
}

/**
 * Checks an exported ledger against the keys one trusts, and nothing else: that the log signed its checkpoint; that there are
 * exactly as many entries as it says, and that they give every tile and its root hash; that each entry is an event signed by a
 * trusted key, or by a client's key that an earlier grant names; that no signer used an id twice, that each session has at most
 * one intent, and one outcome after it, and that an intent signed by a client stands before the session that came of it; that reviews
 * hold together, see `ReviewHistory`; that time runs forward, see `TimeOrder`; that each heartbeat names a true earlier state; and that what others kept of the log is of this log.
 *
 * Linear in the entries. Reads one bundle of them at a time; only the ids and the upper levels of the tree stay in memory. Stops early only
 * where a bundle cannot be read. Never rejects, whatever the files hold: all that is wrong is in the report, the first of it as `firstFault`. The folder's own `trust.json` is
 * not looked at: where the trust comes from is the caller's to know.
 */
export async function verifyLedger(
  source: LedgerSource,
  trust: Trust,
  { notes = [], slackMs = CLOCK_SLACK_MS }: VerifyOptions = {},
): Promise<VerifyReport> {
  const findings = new Findings(CHECKS);
  let checkpoint: Checkpoint | undefined;
  try {
    const keys = await importKeys(trust, findings);
    if (keys === undefined) return findings.report(undefined);
    const ledger = new ExportedLedger(source, findings);
    checkpoint = await ledger.checkpoint(keys.logKeys);
    if (checkpoint === undefined) return findings.report(undefined);
    const seen = await seenBy(ledger, keys.witnesses);
    findings.done('checkpoint', `signed by a trusted key${seen}, for ${checkpoint.size} entries`);
    await checkEntries({ ledger, checkpoint, keys, notes, slackMs, findings });
  } catch {
    findings.fault('check_failed', 'ledger');
  }
  return findings.report(checkpoint);
}

/** The latest checkpoint may be younger than what a witness saw last, so that none cosigned it is no fault. */
async function seenBy(ledger: ExportedLedger, witnesses: readonly WitnessKey[]): Promise<string> {
  if (witnesses.length === 0) return '';
  const cosigners = await ledger.cosigners(witnesses);
  return ` and cosigned by ${cosigners.length} of ${witnesses.length} witnesses`;
}

interface Verification {
  readonly ledger: ExportedLedger;
  readonly checkpoint: Checkpoint;
  readonly keys: TrustedKeys;
  readonly notes: readonly KeptNote[];
  readonly slackMs: number;
  readonly findings: Findings;
}

async function checkEntries({ ledger, checkpoint, keys, notes, slackMs, findings }: Verification): Promise<void> {
  const tree = new KnownTree((index) => ledger.leafTile(index));
  const events = new EventChecks({ eventKeys: keys.eventKeys, findings, slackMs });
  let edge: TreeEdge = EMPTY_EDGE;
  let tiles = 0;
  while (edge.size < checkpoint.size) {
    const width = Math.min(TILE_WIDTH, checkpoint.size - edge.size);
    const entries = await ledger.entries(edge.size / TILE_WIDTH, width);
    if (entries === undefined) return;
    const first = edge.size;
    await events.take(entries.map((leaf, at) => ({ index: first + at, leaf })));
    const growth = growTree(
      edge,
      entries.map((entry) => hashLeaf(entry)),
    );
    edge = growth.edge;
    tree.grow(growth);
    await events.compare(tree);
    // Its partial tiles belong to a tree of this size, which is on file only if it is the last.
    const due = edge.size === checkpoint.size ? lastTiles(growth) : growth.tiles.filter(isFull);
    for (const tile of due) await ledger.compare(tile);
    tiles += due.length;
  }
  events.end();
  findings.done('entries', `${checkpoint.size} entries, without a gap`);
  findings.done('tiles', `${tiles} tiles, each as worked out from the entries`);
  checkRoot(edge, { checkpoint, findings });
  findings.done('witnessed', await checkNotes({ notes, logKeys: keys.logKeys, checkpoint, tree, findings }));
}

function checkRoot(edge: TreeEdge, { checkpoint, findings }: Pick<Verification, 'checkpoint' | 'findings'>): void {
  if (!sameBytes(rootOf(edge), checkpoint.root)) findings.fault('root_differs', 'checkpoint');
  findings.done('root', 'the entries give the root hash that the checkpoint signs');
}

function isFull({ width }: Tile): boolean {
  return width === TILE_WIDTH;
}

/** The full tiles of the last growth, and every partial tile of the right edge, also those that did not change in it. */
function lastTiles({ edge, tiles }: { readonly edge: TreeEdge; readonly tiles: readonly Tile[] }): readonly Tile[] {
  const partial = edge.levels.flatMap((hashes, level) => {
    const index = Math.floor(edge.size / TILE_WIDTH ** (level + 1));
    return hashes.length === 0 ? [] : [{ level, index, width: hashes.length / HASH_BYTES, hashes }];
  });
  return [...tiles.filter(isFull), ...partial];
}
