import { TILE_WIDTH } from '@sallyport/ledger';
import type { OwnTimes, ReadOwnTimes } from './own-times.ts';

/** How far the companion's events may be out of order, in milliseconds: what `TimeOrder` of `@sallyport/ledger` allows. */
const SLACK_MS = 600_000;

/** A period: from a moment on, and before another, in milliseconds since the Unix epoch. Absent: from the first entry, to the last. */
export interface Period {
  readonly from?: number;
  readonly to?: number;
}

/** Entries from one index on, which begins a tile of 256, and before another, which ends one; absent: to the last. */
export interface EntryRange {
  readonly first: number;
  readonly end?: number;
}

/**
 * Finds the entries of a period in a log of a size, and some more, so that it shows that there are no others: the companion's events run forward
 * but for the slack, so its first 256 hold one of before the period less the slack, and its last 256 one of after the period and the slack.
 * Reads O(log size) tiles, where each holds an event of the companion's. Raises what reading does.
 */
export async function findRange({ from, to }: Period, log: { readonly size: number; readonly read: ReadOwnTimes }) {
  const tiles = Math.ceil(log.size / TILE_WIDTH);
  const search = { tiles, read: log.read };
  const begins = from === undefined ? 0 : await lastWith(search, ({ earliest }) => earliest < from - SLACK_MS);
  const last = to === undefined ? undefined : await firstWith(search, ({ latest }) => latest >= to + SLACK_MS);
  const end = last === undefined ? undefined : (last + 1) * TILE_WIDTH;
  // A tile that is not full yet ends where the log ends.
  const whole = end !== undefined && end <= log.size;
  return { first: (begins ?? 0) * TILE_WIDTH, ...(whole && { end }) } satisfies EntryRange;
}

interface Search {
  readonly tiles: number;
  readonly read: ReadOwnTimes;
}

type Holds = (times: OwnTimes) => boolean;

/** The first tile of which something is true that is true of all after it, nearly. Of what it gives it is true. */
function firstWith(search: Search, holds: Holds): Promise<number | undefined> {
  return findTile(search, holds, 'before');
}

/** The last tile of which something is true that is true of all before it, nearly. Of what it gives it is true. */
function lastWith(search: Search, holds: Holds): Promise<number | undefined> {
  return findTile(search, holds, 'after');
}

/** By halves: where it is true, a better one stands on the side that is named. */
async function findTile(
  { tiles, read }: Search,
  holds: Holds,
  better: 'before' | 'after',
): Promise<number | undefined> {
  let [low, high, found] = [0, tiles, undefined as number | undefined];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    const probe = await probeFrom(read, { at: middle, before: high });
    const held = probe !== undefined && holds(probe.times);
    if (held) found = probe.tile;
    // Where nothing can be told from the middle on, only what stands before it can tell.
    if (probe === undefined || held === (better === 'before')) high = middle;
    else low = probe.tile + 1;
  }
  return found;
}

/** The next tile that holds an event of the companion's: there may be many that hold clients' events alone. */
async function probeFrom(read: ReadOwnTimes, { at, before }: { readonly at: number; readonly before: number }) {
  for (let tile = at; tile < before; tile += 1) {
    const times = await read(tile);
    if (times !== undefined) return { tile, times };
  }
  return undefined;
}
