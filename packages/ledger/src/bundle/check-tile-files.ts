import { parseTilePath } from '../tile/parse-tile-path.ts';
import { TILE_WIDTH } from '../tile/tile.ts';
import type { Findings } from '../verify/findings.ts';
import type { BundleSource } from './bundle-source.ts';
import type { BundleTree } from './bundle-tree.ts';
import type { BundleManifest } from './manifest.ts';

/** What tiles are checked with. */
export interface TileFilesParts {
  readonly source: BundleSource;
  readonly tree: BundleTree;
  readonly manifest: BundleManifest;
  readonly findings: Findings;
}

/** Checks every file below `tile/`: none but tiles of this tree and the entries of the range; and that entries stand in one form alone. */
export async function checkTileFiles({ source, tree, manifest, findings }: TileFilesParts): Promise<void> {
  let tiles = 0;
  for await (const { path } of source.files()) {
    if (path === 'selected.ndjson' && manifest.filter === undefined) findings.fault('selection_foreign', path);
    if (!path.startsWith('tile/')) continue;
    tiles += 1;
    const fault = await faultOf(path, { tree, manifest });
    if (fault !== undefined) findings.fault(fault, path);
  }
  findings.done('tiles', `${tiles} files below tile/, each of this tree`);
}

async function faultOf(path: string, { tree, manifest }: Pick<TileFilesParts, 'tree' | 'manifest'>) {
  const address = parseTilePath(path);
  if (address === undefined) return 'tile_foreign';
  const { level, index, width } = address;
  if (!isOf(manifest, { level: level === 'entries' ? 0 : level, index, width })) return 'tile_foreign';
  const within = index * TILE_WIDTH >= manifest.first && index * TILE_WIDTH < manifest.end;
  if (level === 'entries') return within && manifest.filter === undefined ? undefined : 'tile_foreign';
  // Those of the range were checked with its entries, and those above them before.
  if (level > 0 || within) return undefined;
  const hashes = await tree.hashes(0, index);
  return typeof hashes === 'string' ? hashes : undefined;
}

/** Whether a tree of the size has that tile, with as many hashes. */
function isOf(
  { size }: BundleManifest,
  { level, index, width }: { level: number; index: number; width: number },
): boolean {
  const row = Math.floor(size / TILE_WIDTH ** level);
  const full = index < Math.floor(row / TILE_WIDTH);
  return full ? width === TILE_WIDTH : index === Math.floor(row / TILE_WIDTH) && width === row % TILE_WIDTH;
}
