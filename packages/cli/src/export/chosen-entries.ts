import { SallyportError } from '@sallyport/core';
import {
  decodeEntryBundle,
  encodePlacedLeaf,
  MAX_LEAF_BYTES,
  type PlacedLeaf,
  Selection,
  TILE_WIDTH,
  type TileAddress,
} from '@sallyport/ledger';
import type { Exporting } from './exporting.ts';
import { bundlePath } from './fetch-log.ts';
import { leafTiles } from './log-places.ts';
import { placedLines } from './placed-lines.ts';

/** The entries that a filter chose, one on each line. */
const SELECTED = 'selected.ndjson';
const MOST_BUNDLE_BYTES = TILE_WIDTH * (MAX_LEAF_BYTES + 2);

/** Chooses from the entries of the range those that fit the filter, where there is one. */
export async function chooseEntries(exporting: Exporting): Promise<void> {
  const { folder, wish } = exporting;
  if (wish.filter === undefined || (await folder.has(SELECTED))) return;
  await folder.write(SELECTED, selectedLines(exporting, new Selection(wish.filter)));
}

/** Forgets what was chosen. */
export async function forgetChosen({ folder }: Exporting): Promise<void> {
  await folder.remove(SELECTED);
}

/** The entries of the range that the export has, from what is on the disk. Raises `file_unreadable` where something took them away. */
export function chosenEntries(exporting: Exporting): AsyncIterable<PlacedLeaf> {
  return exporting.wish.filter === undefined ? rangeEntries(exporting) : selectedEntries(exporting);
}

async function* selectedLines(exporting: Exporting, selection: Selection): AsyncGenerator<string> {
  for await (const entry of rangeEntries(exporting)) {
    for (const chosen of selection.take(entry)) yield encodePlacedLeaf(chosen);
  }
}

async function* selectedEntries({ folder }: Exporting): AsyncGenerator<PlacedLeaf> {
  const bytes = await folder.open(SELECTED);
  if (bytes === undefined) throw new SallyportError('file_unreadable');
  yield* placedLines(bytes, 'file_unreadable');
}

async function* rangeEntries(exporting: Exporting): AsyncGenerator<PlacedLeaf> {
  const { first, end, size } = exporting.plan;
  for (const bundle of leafTiles(first, end, size)) {
    exporting.signal.throwIfAborted();
    yield* await bundleEntries(exporting, bundle);
  }
}

/** The entries of one bundle of the range, also those that a filter did not choose. Raises `file_unreadable` where something took them away. */
export async function bundleEntries(exporting: Exporting, bundle: TileAddress): Promise<readonly PlacedLeaf[]> {
  const bytes = await exporting.folder.read(bundlePath(exporting, bundle), MOST_BUNDLE_BYTES);
  if (bytes === undefined) throw new SallyportError('file_unreadable');
  return decodeEntryBundle(bytes).map((leaf, offset) => ({ index: bundle.index * TILE_WIDTH + offset, leaf }));
}
