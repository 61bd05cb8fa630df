import { HASH_BYTES, hashLeaf, TILE_WIDTH, type Trust } from '@sallyport/ledger';
import { bytesOf, countOf, type SqlRow, type SqlRunner } from '../storage/index.ts';
import { type ReadEntry, readEntry } from './read-entry.ts';
import type { StoreFindings } from './store-findings.ts';

/** Some neighbouring entries of a ledger: those of one bundle. */
export interface BundlePlace {
  readonly index: number;
  readonly width: number;
}

/** What rows are compared with, and who is told. */
export interface RowChecks {
  readonly trust: Trust;
  readonly findings: StoreFindings;
}

/** An entry as its row has it. */
export interface LeafRow {
  readonly index: number;
  readonly leaf: Uint8Array;
  readonly entry: ReadEntry | undefined;
}

/**
 * Reads the rows of a bundle, and compares them with what else the database says of them: with each other's places, with the tile that was
 * stored when the bundle was full, and with what they name beside the entry. Gives those that are there.
 */
export async function readLeafRows(
  database: SqlRunner,
  { index, width }: BundlePlace,
  checks: RowChecks,
): Promise<readonly LeafRow[]> {
  const { findings } = checks;
  const first = index * TILE_WIDTH;
  const rows = await database.query({
    name: 'sallyport_audit_leaves',
    text: 'select index, event_id, kid, leaf, leaf_hash from ledger_leaf where index >= $1 and index < $2 order by index',
    values: [first, first + width],
  });
  const there = new Set(rows.map((row) => countOf(row.index)));
  for (let at = first; at < first + width; at += 1) if (!there.has(at)) findings.fault('row_missing', `entry ${at}`);
  const recorded = width === TILE_WIDTH ? await readTile(database, index) : undefined;
  if (recorded !== undefined) comparePlaces(rows, { first, recorded, findings });
  return Promise.all(rows.map((row) => readRow(row, checks)));
}

async function readTile(database: SqlRunner, index: number): Promise<readonly string[] | undefined> {
  const [row] = await database.query({
    name: 'sallyport_audit_tile',
    text: 'select hashes from ledger_tile where level = 0 and index = $1',
    values: [index],
  });
  if (row === undefined) return undefined;
  const hashes = Buffer.from(bytesOf(row.hashes));
  return Array.from({ length: TILE_WIDTH }, (_, at) => hashes.toString('hex', at * HASH_BYTES, (at + 1) * HASH_BYTES));
}

interface Places {
  readonly first: number;
  /** By place in the bundle, the hash of the entry that was recorded there. */
  readonly recorded: readonly string[];
  readonly findings: StoreFindings;
}

function comparePlaces(rows: readonly SqlRow[], { first, recorded, findings }: Places): void {
  const known = new Set(recorded);
  for (const { index, leaf } of rows) {
    const at = countOf(index);
    const hash = Buffer.from(hashLeaf(bytesOf(leaf))).toString('hex');
    if (hash === recorded[at - first]) continue;
    findings.fault(known.has(hash) ? 'row_swapped' : 'row_changed', `entry ${at}`);
  }
}

async function readRow(
  { index, event_id, kid, leaf, leaf_hash }: SqlRow,
  { trust, findings }: RowChecks,
): Promise<LeafRow> {
  const bytes = bytesOf(leaf);
  const at = countOf(index);
  const entry = await readEntry(bytes);
  const same = entry?.id === event_id && entry !== undefined && nameOf(entry.kid, trust) === kid;
  if (!same || Buffer.compare(hashLeaf(bytes), bytesOf(leaf_hash)) !== 0) findings.fault('row_differs', `entry ${at}`);
  return { index: at, leaf: bytes, entry };
}

/** Whichever of its keys signed, an id of the companion's own counts under its first one. */
function nameOf(kid: string, { eventKeys: [first, ...others] }: Trust): string {
  return first !== undefined && others.some((key) => key.kid === kid) ? first.kid : kid;
}
