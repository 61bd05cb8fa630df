import { toBase64, utf8 } from '@sallyport/core';
import { signCheckpoint } from '../checkpoint/checkpoint.ts';
import { encodeEntryBundle } from '../tile/entry-bundle.ts';
import { TILE_WIDTH, type Tile } from '../tile/tile.ts';
import { entryBundlePath, tilePath } from '../tile/tile-path.ts';
import { growTree } from '../tree/grow-tree.ts';
import { hashLeaf } from '../tree/node-hash.ts';
import { EMPTY_EDGE, rootOf } from '../tree/tree-edge.ts';
import { type ExportFiles, SAMPLE_ORIGIN } from '../verify/sample-ledger.test-support.ts';
import { CLOCK_SLACK_MS } from '../verify/time-order.ts';
import { encodeTrust, type Trust } from '../verify/trust.ts';
import type { BundleSource } from './bundle-source.ts';
import { ContextNeeds, type Needs } from './context-needs.ts';
import { encodeManifest } from './encode-manifest.ts';
import type { BundleFilter, BundleManifest } from './manifest.ts';
import { encodePlacedLeaf } from './placed-line.ts';
import { readLeaf } from './read-leaf.ts';
import type { SampleLog } from './sample-log.test-support.ts';
import { Selection } from './selection.ts';

/** For tests: what a bundle is asked for with. */
export interface BundleOrder {
  readonly from?: number;
  readonly to?: number;
  readonly filter?: BundleFilter;
  /** Cosigns a checkpoint, and of which size: gives the `witnessed` note. */
  readonly witnessed?: { readonly size: number; readonly note: (note: string) => Promise<string> };
  /** Default: that in the log's own keys. */
  readonly trust?: Trust;
}

/** For tests: a bundle of a log in memory. Adds the export's own event to the log first. */
export async function bundleOf(log: SampleLog, order: BundleOrder = {}): Promise<ExportFiles> {
  const { from, to, filter, witnessed, trust = log.keys.trust } = order;
  const asked = { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) };
  const range = rangeOf(log, order);
  const filtered = filter === undefined ? {} : { filtered: true as const };
  const own = await log.event('evidence.exported', { details: { exported: { ...range, ...asked, ...filtered } } });
  const { first, end } = { ...range, ...(range.end % TILE_WIDTH === 0 && to !== undefined ? {} : { end: log.size }) };
  const entries = log.leaves.map((leaf, index) => ({ index, leaf })).slice(first, end);
  const selection = filter && new Selection(filter);
  const chosen = selection === undefined ? entries : entries.flatMap((entry) => selection.take(entry));
  const anchors = filter === undefined ? [] : anchorsOf(log, { first, end });
  const context = contextOf(log, { chosen: new Set(chosen.map(({ index }) => index)), more: [own, ...anchors] });
  const manifest: BundleManifest = {
    ...{
      version: 1,
      tool: 'sallyport 0.1.0',
      origin: SAMPLE_ORIGIN,
      size: log.size,
      root: toBase64(log.root),
      ...asked,
    },
    ...{
      first,
      end,
      ...(filter === undefined ? {} : { filter }),
      recordings: false,
      sample: { seed: 'seed', size: 25 },
    },
  };
  const checkpoint = { origin: SAMPLE_ORIGIN, size: log.size, root: log.root };
  const files: ExportFiles = new Map([
    ['manifest.json', encodeManifest(manifest)],
    ['trust.json', encodeTrust(trust)],
    ['checkpoint', utf8(await signCheckpoint(checkpoint, log.keys.log))],
  ]);
  putTiles(files, log, { first, end, needed: [...context, log.size, witnessed?.size ?? 0] });
  if (filter === undefined) putEntries(files, log, { first, end });
  else files.set('selected.ndjson', utf8(chosen.map(encodePlacedLeaf).join('')));
  const lines = context.map((index) => encodePlacedLeaf({ index, leaf: leafAt(log, index) }));
  if (lines.length > 0) files.set('context.ndjson', utf8(lines.join('')));
  if (witnessed !== undefined) files.set('witnessed', utf8(await noteAt(log, witnessed)));
  return files;
}

/** For tests: reads a bundle in memory, in pieces of so many bytes. */
export function bundleSource(files: ReadonlyMap<string, Uint8Array>, pieceBytes = 1000): BundleSource {
  return {
    read: async (path) => files.get(path),
    async *files() {
      for (const [path, { length: size }] of files) yield { path, size };
    },
    open: async (path) => {
      const bytes = files.get(path);
      return bytes && pieces(bytes, pieceBytes);
    },
  };
}

async function* pieces(bytes: Uint8Array, length: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += length) yield bytes.subarray(at, at + length);
}

interface Range {
  readonly first: number;
  readonly end: number;
}

/** The time of an event of the companion. */
function ownTime(log: SampleLog, leaf: Uint8Array): number | undefined {
  const read = readLeaf(leaf);
  const own = read !== undefined && 'event' in read && read.kid === log.keys.events.publicKey.kid;
  return own ? read.event.time : undefined;
}

/** As wide as it must be for the period to be whole. */
function rangeOf(log: SampleLog, { from, to }: BundleOrder): Range {
  const times = log.leaves.map((leaf) => ownTime(log, leaf));
  const before = times.findLastIndex((time) => time !== undefined && time < (from ?? 0) - CLOCK_SLACK_MS);
  const after = times.findIndex(
    (time) => time !== undefined && time >= (to ?? Number.POSITIVE_INFINITY) + CLOCK_SLACK_MS,
  );
  const end = (Math.floor(after / TILE_WIDTH) + 1) * TILE_WIDTH;
  return {
    first: Math.floor(Math.max(0, before) / TILE_WIDTH) * TILE_WIDTH,
    end: after < 0 || end > log.size ? log.size : end,
  };
}

/** An event of the companion in the first bundle, and one in the last, which show that the period is whole. */
function anchorsOf(log: SampleLog, { first, end }: Range): readonly number[] {
  const own = [...log.leaves.keys()]
    .slice(first, end)
    .filter((index) => ownTime(log, leafAt(log, index)) !== undefined);
  return [...own.slice(0, 1), ...own.slice(-1)];
}

function contextOf(
  log: SampleLog,
  { chosen, more }: { readonly chosen: ReadonlySet<number>; readonly more: readonly number[] },
): readonly number[] {
  const needs = new ContextNeeds();
  for (const index of chosen) needs.take(leafAt(log, index));
  const needed = neededBy(log, needs.needs());
  // What the context has of clients' needs their grants.
  const behind = new ContextNeeds();
  for (const index of needed) behind.take(leafAt(log, index));
  const grants = neededBy(log, { kids: behind.needs().kids, sessions: [], reviews: [] });
  return [...new Set([...needed, ...grants, ...more])].filter((index) => !chosen.has(index)).sort((a, b) => a - b);
}

function neededBy(log: SampleLog, needs: Needs): readonly number[] {
  return [...log.leaves.keys()].filter((index) => isNeeded(log, index, needs));
}

function isNeeded(log: SampleLog, index: number, needs: Needs): boolean {
  const read = readLeaf(leafAt(log, index));
  if (read === undefined) return false;
  // A client's intent is one of the session that stands next.
  if ('proof' in read) return index + 1 < log.size && isNeeded(log, index + 1, needs);
  const { metadata, api, unmapped } = read.event;
  const { kids, sessions, reviews } = needs;
  const ofSession = metadata.event_code === 'session.intent' || metadata.event_code === 'session.outcome';
  return (
    (metadata.event_code === 'grant.issued' && kids.includes(unmapped.clientKey?.kid ?? '')) ||
    (ofSession && sessions.includes(api.request?.uid ?? '')) ||
    reviews.includes(unmapped.review?.id ?? '')
  );
}

function putTiles(
  files: ExportFiles,
  log: SampleLog,
  { first, end, needed }: { readonly first: number; readonly end: number; readonly needed: readonly number[] },
): void {
  const tiles = new Set(needed.map((index) => Math.floor(index / TILE_WIDTH)));
  const within = ({ index }: Tile) => (index + 1) * TILE_WIDTH >= first && index * TILE_WIDTH < end;
  const { tiles: all } = growTree(
    EMPTY_EDGE,
    log.leaves.map((leaf) => hashLeaf(leaf)),
  );
  for (const tile of all) {
    if (tile.level > 0 || within(tile) || tiles.has(tile.index)) files.set(tilePath(tile), tile.hashes);
  }
}

function putEntries(
  files: ExportFiles,
  log: SampleLog,
  { first, end }: { readonly first: number; readonly end: number },
): void {
  for (let start = first; start < end; start += TILE_WIDTH) {
    const leaves = log.leaves.slice(start, Math.min(start + TILE_WIDTH, end));
    files.set(entryBundlePath({ index: start / TILE_WIDTH, width: leaves.length }), encodeEntryBundle(leaves));
  }
}

async function noteAt(log: SampleLog, { size, note }: NonNullable<BundleOrder['witnessed']>): Promise<string> {
  const { edge } = growTree(
    EMPTY_EDGE,
    log.leaves.slice(0, size).map((leaf) => hashLeaf(leaf)),
  );
  return note(await signCheckpoint({ origin: SAMPLE_ORIGIN, size, root: rootOf(edge) }, log.keys.log));
}

function leafAt(log: SampleLog, index: number): Uint8Array {
  return log.leaves[index] ?? new Uint8Array();
}
