import { fromUtf8 } from '@sallyport/core';
import { claimedKid, type PlacedLeaf, readUnverifiedEvent } from '@sallyport/ledger';
import { bundleEntries } from './chosen-entries.ts';
import type { Exporting } from './exporting.ts';
import { leafTile, tileOf } from './log-places.ts';
import { readExportTrust } from './read-export-trust.ts';

/**
 * Under a filter, where those of the companion's events stand that show that the period is whole: the earliest of the first bundle, and the latest of
 * the last one. Without a filter they are among the entries.
 */
export async function edgesOf(exporting: Exporting): Promise<readonly number[]> {
  const { wish, plan } = exporting;
  if (wish.filter === undefined) return [];
  const own = new Set((await readExportTrust(exporting)).eventKeys.map(({ kid }) => kid));
  const timesOf = async (entry: number) => {
    const entries = await bundleEntries(exporting, leafTile(tileOf(entry), plan.size));
    const timed = entries.flatMap((placed) => timedOf(placed, own));
    return timed.toSorted((one, other) => one.time - other.time).map(({ index }) => index);
  };
  const [first, last] = [await timesOf(plan.first), await timesOf(plan.end - 1)];
  return [...first.slice(0, 1), ...last.slice(-1)];
}

function timedOf({ index, leaf }: PlacedLeaf, own: ReadonlySet<string>) {
  const event = readUnverifiedEvent(leaf);
  return event !== undefined && own.has(claimedKid(fromUtf8(leaf)) ?? '') ? [{ index, time: event.time }] : [];
}
