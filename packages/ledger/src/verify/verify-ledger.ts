import type { Checkpoint } from '../checkpoint/checkpoint.ts';
import { decodeVerifierKey, type VerifierKey } from '../checkpoint/verifier-key.ts';
import { sameBytes } from '../encoding/bytes.ts';
import { type EventKeys, importEventKeys } from '../event/event-key.ts';
import { HASH_BYTES } from '../hash/hasher.ts';
import { TILE_WIDTH, type Tile } from '../tile/tile.ts';
import { growTree } from '../tree/grow-tree.ts';
import { hashLeaf } from '../tree/node-hash.ts';
import { EMPTY_EDGE, rootOf, type TreeEdge } from '../tree/tree-edge.ts';
import { ClientKeys } from './client-keys.ts';
import { EventHistory } from './event-history.ts';
import { ExportedLedger } from './exported-ledger.ts';
import { Findings } from './findings.ts';
import { claimedSigner, type InspectedLeaf, inspectClientLeaf, inspectOwnLeaf } from './inspect-leaf.ts';
import type { LedgerSource } from './ledger-source.ts';
import type { VerifyReport } from './report.ts';
import type { Trust } from './trust.ts';

/**
 * Checks an exported ledger against the keys one trusts, and nothing else: that the log signed its checkpoint; that there are
 * exactly as many entries as it says, and that they give every tile and its root hash; that each entry is an event signed by a
 * trusted key, or by a client's key that an earlier grant names; that no signer used an id twice, that each session has at most
 * one intent, and one outcome after it, and that an intent signed by a client stands before the session that came of it.
 *
 * Reads one bundle of entries at a time; only the ids stay in memory. Stops early only where a bundle cannot be read. Never
 * rejects, whatever the files hold: all that is wrong is in the report, the first of it as `firstFault`. The folder's own `trust.json` is
 * not looked at: where the trust comes from is the caller's to know.
 */
export async function verifyLedger(source: LedgerSource, trust: Trust): Promise<VerifyReport> {
  const findings = new Findings();
  let checkpoint: Checkpoint | undefined;
  try {
    const keys = await readKeys(trust, findings);
    if (keys === undefined) return findings.report(undefined);
    const ledger = new ExportedLedger(source, findings);
    checkpoint = await ledger.checkpoint(keys.logKey);
    if (checkpoint === undefined) return findings.report(undefined);
    findings.done('checkpoint', `signed by the trusted key, for ${checkpoint.size} entries`);
    await checkEntries({ ledger, checkpoint, eventKeys: keys.eventKeys, findings });
  } catch {
    findings.fault('check_failed', 'ledger');
  }
  return findings.report(checkpoint);
}

interface TrustedKeys {
  readonly logKey: VerifierKey;
  readonly eventKeys: EventKeys;
}

async function readKeys(trust: Trust, findings: Findings): Promise<TrustedKeys | undefined> {
  try {
    const keys = { logKey: decodeVerifierKey(trust.logKey), eventKeys: await importEventKeys(trust.eventKeys) };
    findings.done('trust', `one log key, ${keys.eventKeys.size} event keys`);
    return keys;
  } catch {
    findings.fault('trust_invalid', 'trust');
    return undefined;
  }
}

interface Verification {
  readonly ledger: ExportedLedger;
  readonly checkpoint: Checkpoint;
  readonly eventKeys: EventKeys;
  readonly findings: Findings;
}

async function checkEntries({ ledger, checkpoint, eventKeys, findings }: Verification): Promise<void> {
  const history = new EventHistory(findings);
  const clients = new ClientKeys();
  let edge: TreeEdge = EMPTY_EDGE;
  let tiles = 0;
  while (edge.size < checkpoint.size) {
    const width = Math.min(TILE_WIDTH, checkpoint.size - edge.size);
    const entries = await ledger.entries(edge.size / TILE_WIDTH, width);
    if (entries === undefined) return;
    await checkEvents({ entries, first: edge.size, eventKeys, clients, findings, history });
    const growth = growTree(
      edge,
      entries.map((entry) => hashLeaf(entry)),
    );
    edge = growth.edge;
    // Its partial tiles belong to a tree of this size, which is on file only if it is the last.
    const due = edge.size === checkpoint.size ? lastTiles(growth) : growth.tiles.filter(isFull);
    for (const tile of due) await ledger.compare(tile);
    tiles += due.length;
  }
  history.end();
  findings.done('entries', `${edge.size} entries, without a gap`);
  const by = clients.keys.size === 0 ? '' : ` or one of ${clients.keys.size} client keys that grants name`;
  findings.done('signatures', `${edge.size} events, each signed by a trusted key${by}`);
  findings.done('tiles', `${tiles} tiles, each as worked out from the entries`);
  checkRoot(edge, { checkpoint, findings });
}

interface EventChecks {
  readonly entries: readonly Uint8Array[];
  /** The index of the first of them. */
  readonly first: number;
  readonly eventKeys: EventKeys;
  readonly clients: ClientKeys;
  readonly findings: Findings;
  readonly history: EventHistory;
}

async function checkEvents({ entries, first, eventKeys, clients, findings, history }: EventChecks): Promise<void> {
  // A client's key counts from the grant that names it on: those leaves are verified in their turn, all others at once.
  const signers = entries.map(claimedSigner);
  const own = await Promise.all(
    entries.map((entry, at) => (isOwn(signers[at], eventKeys) ? inspectOwnLeaf(entry, eventKeys) : undefined)),
  );
  for (const [offset, entry] of entries.entries()) {
    const where = `entry ${first + offset}`;
    const signer = signers[offset];
    const leaf = own[offset] ?? (await inspectClientLeaf(entry, { clients, proof: signer?.proof === true }));
    if (typeof leaf === 'string') findings.fault(leaf, where);
    else await takeLeaf(leaf, { where, clients, findings, history });
  }
}

function isOwn(signer: ReturnType<typeof claimedSigner>, eventKeys: EventKeys): boolean {
  return signer !== undefined && !signer.proof && eventKeys.has(signer.kid);
}

async function takeLeaf(
  leaf: InspectedLeaf,
  {
    where,
    clients,
    findings,
    history,
  }: Pick<EventChecks, 'clients' | 'findings' | 'history'> & { readonly where: string },
): Promise<void> {
  if ('event' in leaf && !(await clients.learn(leaf.event))) findings.fault('client_key', where);
  history.take(leaf, where);
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
