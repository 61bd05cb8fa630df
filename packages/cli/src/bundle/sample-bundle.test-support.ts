import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { toBase64, utf8 } from '@sallyport/core';
import {
  type BundleManifest,
  cosign,
  EMPTY_EDGE,
  encodeEntryBundle,
  encodeManifest,
  encodePlacedLeaf,
  encodeTrust,
  entryBundlePath,
  growTree,
  HASH_BYTES,
  hashLeaf,
  readManifest,
  rootOf,
  signCheckpoint,
  TILE_WIDTH,
  type Tile,
  type TreeEdge,
  tilePath,
  verifyBundle,
} from '@sallyport/ledger';
import { version } from '../../package.json';
import { deriveFiles } from '../evidence/derive-files.ts';
import { memoryBundle } from './kept-bundle.test-support.ts';
import { keptWitnesses } from './kept-witnesses.ts';
import { SAMPLE_PERIOD, SAMPLE_RANGE, type SampleLog } from './sample-log.test-support.ts';

/** For tests: the files of a bundle, by their paths. */
export type BundleFiles = Map<string, Uint8Array>;

interface SampleTree {
  readonly edge: TreeEdge;
  /** The full tiles, and the partial ones of exactly its size. */
  readonly tiles: readonly Tile[];
}

/** For tests: what is asked of a sample bundle. Default: the sample's range and period. */
export type SampleManifest = Partial<Pick<BundleManifest, 'recordings' | 'tool' | 'sample'>>;

/** For tests: the bundle of a sample log, as an export writes it, but for what is derived. */
export async function bareBundle(log: SampleLog, more: SampleManifest = {}): Promise<BundleFiles> {
  const { keys, leaves, context } = log;
  const { first, end } = SAMPLE_RANGE;
  const { edge, tiles } = treeOf(leaves);
  const { size } = edge;
  const note = { origin: keys.log.name, size, root: rootOf(edge) };
  const checkpoint = await signCheckpoint(note, keys.log);
  const witnessed = await cosigned(log, size - 200);
  const manifest: BundleManifest = {
    ...{ version: 1, tool: `sallyport ${version}`, origin: note.origin, size, root: toBase64(note.root) },
    ...{ ...SAMPLE_PERIOD, first, end, recordings: true, sample: { seed: 'a-seed', size: 5 }, ...more },
  };
  const files: BundleFiles = new Map([
    ...[['manifest.json', encodeManifest(manifest)] as const, ['trust.json', encodeTrust(keys.trust)] as const],
    ...[['checkpoint', utf8(checkpoint)] as const, ['witnessed', utf8(witnessed)] as const],
    ['context.ndjson', utf8(context.map((index) => encodePlacedLeaf({ index, leaf: leafAt(log, index) })).join(''))],
    ...log.files,
  ]);
  const outside = [...context, size - 201, size - 1, first - 1].map((index) => Math.floor(index / TILE_WIDTH));
  for (const tile of tiles) {
    const within = tile.index * TILE_WIDTH >= first && tile.index * TILE_WIDTH < end;
    if (tile.level > 0 || within || outside.includes(tile.index)) files.set(tilePath(tile), tile.hashes);
  }
  for (let from = first; from < Math.min(end, size); from += TILE_WIDTH) {
    const entries = leaves.slice(from, from + TILE_WIDTH);
    files.set(entryBundlePath({ index: from / TILE_WIDTH, width: entries.length }), encodeEntryBundle(entries));
  }
  return files;
}

/** For tests: a whole bundle. */
export async function sampleBundle(log: SampleLog, more: SampleManifest = {}): Promise<BundleFiles> {
  const files = await bareBundle(log, more);
  await derive(files, log);
  return files;
}

/** For tests: writes a bundle's files to a folder. */
export async function writeBundle(folder: string, files: ReadonlyMap<string, Uint8Array>): Promise<void> {
  for (const [path, bytes] of files) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), bytes);
  }
}

/** For tests: makes what is derived of the entries in a bundle. */
export async function derive(files: BundleFiles, { keys: { trust } }: Pick<SampleLog, 'keys'>): Promise<void> {
  const bundle = memoryBundle(files);
  const lines: string[] = [];
  const derivation = deriveFiles({
    manifest: readManifest(files.get('manifest.json') ?? new Uint8Array(0)),
    trust,
    witnesses: await keptWitnesses(bundle, trust),
    populationLine: async (line) => void lines.push(line),
  });
  await verifyBundle(bundle, trust, { take: (entry) => derivation.take(entry) });
  for (const { path, bytes } of await derivation.end()) files.set(path, bytes);
  files.set('worksheet/population.csv', utf8(lines.join('')));
}

function leafAt({ leaves }: SampleLog, index: number): Uint8Array {
  return leaves[index] ?? new Uint8Array(0);
}

function treeOf(leaves: readonly Uint8Array[]): SampleTree {
  let edge: TreeEdge = EMPTY_EDGE;
  const tiles: Tile[] = [];
  for (const leaf of leaves) {
    const growth = growTree(edge, [hashLeaf(leaf)]);
    tiles.push(...growth.tiles.filter(({ width }) => width === TILE_WIDTH));
    edge = growth.edge;
  }
  const partial = edge.levels.flatMap((hashes, level) => {
    const index = Math.floor(edge.size / TILE_WIDTH ** (level + 1));
    return hashes.length === 0 ? [] : [{ level, index, width: hashes.length / HASH_BYTES, hashes }];
  });
  return { edge, tiles: [...tiles, ...partial] };
}

async function cosigned({ keys, leaves }: SampleLog, size: number): Promise<string> {
  const { edge } = treeOf(leaves.slice(0, size));
  const note = await signCheckpoint({ origin: keys.log.name, size, root: rootOf(edge) }, keys.log);
  const text = note.slice(0, note.indexOf('\n\n') + 1);
  return note + (await cosign(text, { signer: keys.witness, time: 1_795_000_000 }));
}
