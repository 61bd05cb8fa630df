import { encodeEntryBundle, entryBundlePath, hashLeaf, type TileAddress, tilePath } from '@sallyport/ledger';
import { eachOf } from './each-of.ts';
import { WORK } from './export-folder.ts';
import { AT_ONCE, type Exporting } from './exporting.ts';
import { leafTiles, upperTiles } from './log-places.ts';

/** Fetches the keys, and writes the checkpoints that the export is held to. */
export async function fetchHead({ evidence, folder, plan }: Exporting): Promise<void> {
  if (!(await folder.has('trust.json'))) await folder.write('trust.json', [await evidence.trust()]);
  await folder.write('checkpoint', [cosignedOrNot(plan)]);
  if (plan.witnessed !== undefined) await folder.write('witnessed', [plan.witnessed]);
}

/** Fetches the tiles above the leaf hashes, all of them: an eighth of a byte for each entry. */
export async function fetchUpperTiles(exporting: Exporting): Promise<void> {
  await fetchTiles(exporting, upperTiles(exporting.plan.size));
}

/** Fetches tiles that are not there. */
export async function fetchTiles({ evidence, folder }: Exporting, tiles: Iterable<TileAddress>): Promise<void> {
  const fetchOne = async (tile: TileAddress) => {
    const path = tilePath(tile);
    if (!(await folder.has(path))) await folder.write(path, [await evidence.tile(tile)]);
  };
  await eachOf(tiles, { most: AT_ONCE, work: fetchOne });
}

/** Where the entries of the range are kept: under a filter only until they are chosen from. */
export function bundlePath({ wish }: Pick<Exporting, 'wish'>, bundle: Omit<TileAddress, 'level'>): string {
  const path = entryBundlePath(bundle);
  return wish.filter === undefined ? path : `${WORK}/${path}`;
}

/** Fetches the entries of the range that are not there, and works out their hashes. Entries before and after are another matter. */
export async function fetchEntries(exporting: Exporting): Promise<void> {
  const { evidence, folder, plan, progress } = exporting;
  const { first, end, size } = plan;
  let done = 0;
  const fetchOne = async (bundle: TileAddress) => {
    const [entries, hashes] = [bundlePath(exporting, bundle), tilePath(bundle)];
    if (!(await folder.has(entries)) || !(await folder.has(hashes))) {
      const { leaves } = await evidence.entries(bundle);
      await folder.write(hashes, [Buffer.concat(leaves.map((leaf) => hashLeaf(leaf)))]);
      await folder.write(entries, [encodeEntryBundle(leaves)]);
    }
    done += bundle.width;
    progress.show({ words: 'entries', done, total: end - first });
  };
  await eachOf(leafTiles(first, end, size), { most: AT_ONCE, work: fetchOne });
}

/** Where witnesses cosigned exactly this checkpoint, the one with their lines is the better one. */
function cosignedOrNot({ checkpoint, witnessed }: Exporting['plan']): string {
  const text = checkpoint.slice(0, checkpoint.indexOf('\n\n') + 2);
  return witnessed?.startsWith(text) === true ? witnessed : checkpoint;
}
