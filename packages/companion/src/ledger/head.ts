import { SallyportError } from '@sallyport/core';
import { EMPTY_EDGE, HASH_BYTES, openCheckpoint, rootOf, TILE_WIDTH, type TreeEdge } from '@sallyport/ledger';
import { bytesOf, countOf, type SqlRunner } from '../storage/index.ts';
import type { LogIdentity } from './log-identity.ts';
import { NODE_HASHER } from './node-hasher.ts';
import { signHead } from './sign-head.ts';

/** How far the log has grown. */
export interface Head {
  readonly edge: TreeEdge;
  /** The signed note for this size. */
  readonly checkpoint: string;
}

/** Makes the head of an empty log, unless there is one. */
export async function createHead(runner: SqlRunner, identity: LogIdentity): Promise<void> {
  const root = rootOf(EMPTY_EDGE, NODE_HASHER);
  await runner.query({
    name: 'sallyport_head_create',
    text: `insert into ledger_head (id, origin, size, edge, checkpoint) values (1, $1, 0, $2, $3) on conflict (id) do nothing`,
    values: [identity.origin, new Uint8Array(), await signHead({ size: 0, root }, identity)],
  });
}

/** The size of the log, with its head locked until the transaction ends. */
export async function lockHead(runner: SqlRunner): Promise<number> {
  const [row] = await runner.query({
    name: 'sallyport_head_lock',
    text: 'select size from ledger_head where id = 1 for update',
    values: [],
  });
  return countOf(row?.size);
}

/**
 * Reads the head and the last tiles, and checks that they agree with each other and with the signed checkpoint; else raises
 * `ledger_corrupt`. The reads are several, so the head must be locked or nobody else be writing.
 */
export async function readHead(runner: SqlRunner, identity: LogIdentity): Promise<Head> {
  const [row] = await runner.query({
    name: 'sallyport_head_read',
    text: 'select origin, size, edge, checkpoint from ledger_head where id = 1',
    values: [],
  });
  const size = countOf(row?.size);
  const peaks = splitHashes(bytesOf(row?.edge));
  const edge: TreeEdge = { size, levels: await readLevels(runner, size), peaks };
  const checkpoint = String(row?.checkpoint);
  await check({ edge, checkpoint }, { ...identity, origin: String(row?.origin) });
  return { edge, checkpoint };
}

async function check({ edge, checkpoint }: Head, identity: LogIdentity): Promise<void> {
  const signed = await openCheckpoint(checkpoint, identity.keys.verifierKeys);
  const roots = [rootOf(edge, NODE_HASHER), rootOf({ size: edge.size, levels: edge.levels }, NODE_HASHER)];
  const agree = roots.every((root) => Buffer.compare(root, signed.root) === 0);
  if (signed.origin !== identity.origin || signed.size !== edge.size || !agree)
    throw new SallyportError('ledger_corrupt');
}

/** The partial tile of each level, empty where the last one is full. */
async function readLevels(runner: SqlRunner, size: number): Promise<readonly Uint8Array[]> {
  if (size === 0) return [];
  const levels: Uint8Array[] = [await readLastLeafHashes(runner, size)];
  const stored = await readPartialTiles(runner, size);
  for (let level = 1, row = Math.floor(size / TILE_WIDTH); row > 0; level++, row = Math.floor(row / TILE_WIDTH)) {
    const width = row % TILE_WIDTH;
    const hashes = width === 0 ? new Uint8Array() : stored.get(level);
    if (hashes?.length !== width * HASH_BYTES) throw new SallyportError('ledger_corrupt');
    levels.push(hashes);
  }
  return levels;
}

async function readLastLeafHashes(runner: SqlRunner, size: number): Promise<Uint8Array> {
  const width = size % TILE_WIDTH;
  const [row] = await runner.query({
    name: 'sallyport_last_hashes',
    text: `select string_agg(leaf_hash, ''::bytea order by index) as hashes from ledger_leaf where index >= $1 and index < $2`,
    values: [size - width, size],
  });
  const hashes = width === 0 ? new Uint8Array() : bytesOf(row?.hashes);
  if (hashes.length !== width * HASH_BYTES) throw new SallyportError('ledger_corrupt');
  return hashes;
}

async function readPartialTiles(runner: SqlRunner, size: number): Promise<ReadonlyMap<number, Uint8Array>> {
  const addresses: { level: number; index: number }[] = [];
  for (let level = 1, row = Math.floor(size / TILE_WIDTH); row > 0; level++, row = Math.floor(row / TILE_WIDTH)) {
    addresses.push({ level, index: Math.floor(row / TILE_WIDTH) });
  }
  if (addresses.length === 0) return new Map();
  const rows = await runner.query({
    name: 'sallyport_last_tiles',
    text: `select level, hashes from ledger_tile where (level, index) in (select * from unnest($1::int[], $2::bigint[]))`,
    values: [addresses.map(({ level }) => level), addresses.map(({ index }) => index)],
  });
  return new Map(rows.map(({ level, hashes }) => [countOf(level), bytesOf(hashes)]));
}

function splitHashes(bytes: Uint8Array): readonly Uint8Array[] {
  const hashes: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; at += HASH_BYTES) hashes.push(bytes.subarray(at, at + HASH_BYTES));
  return hashes;
}
