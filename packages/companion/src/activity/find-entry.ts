import type { SqlRunner } from '../storage/index.ts';
import { type PagePlace, readPage } from './read-page.ts';

/** An event of the companion's own: where it stands, and its time, in milliseconds since the Unix epoch. */
export interface TimedEntry {
  readonly index: number;
  readonly time: number;
}

/** Clients' entries stand between the companion's own, which come at least once a minute. */
const PAGE = 64;

/** The first event of the companion's own in a part of the ledger; `undefined` where there is none. Raises `ledger_unavailable`. */
export async function firstOwn(
  database: SqlRunner,
  { first, end, ownKid }: PagePlace,
): Promise<TimedEntry | undefined> {
  for (let at = first; at < end; at += PAGE) {
    const page = await readPage(database, { first: at, end: Math.min(end, at + PAGE), ownKid });
    const found = page.find(({ own }) => own);
    if (found?.event !== undefined) return { index: found.index, time: found.event.time };
  }
  return undefined;
}

/**
 * Where events of the companion's own from a time on begin, by halving: they run forward, but for what the clocks of replicas differ by. Their
 * number where there are none. Raises `ledger_unavailable`.
 */
export async function findEntry(
  database: SqlRunner,
  { time, end, ownKid }: { readonly time: number; readonly end: number; readonly ownKid: string },
): Promise<number> {
  let [low, high] = [0, end];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    const found = await firstOwn(database, { first: middle, end: high, ownKid });
    if (found === undefined || found.time >= time) high = middle;
    else low = found.index + 1;
  }
  return low;
}
