import { readUnverifiedEvent, TILE_WIDTH } from '@sallyport/ledger';
import { bytesOf, type Database, guarded } from '../storage/index.ts';

/** When the companion recorded what stands in some 256 neighbouring entries, in milliseconds since the Unix epoch. */
export interface OwnTimes {
  readonly earliest: number;
  readonly latest: number;
}

/** Reads the times of the 256 entries of an index; `undefined` where none of them is the companion's own. Raises `ledger_unavailable`. */
export type ReadOwnTimes = (tile: number) => Promise<OwnTimes | undefined>;

/** Reads the times out of the log in a database. */
export function ownTimes(database: Pick<Database, 'query'>): ReadOwnTimes {
  const text = `select leaf from ledger_leaf where index >= $1 and index < $2
    and kid in (select kid from signing_key where purpose = 'event')`;
  return async (tile) => {
    const values = [tile * TILE_WIDTH, (tile + 1) * TILE_WIDTH];
    const rows = await guarded(database.query({ name: 'sallyport_export_times', text, values }));
    const times = rows.flatMap(({ leaf }) => readUnverifiedEvent(bytesOf(leaf))?.time ?? []);
    return times.length === 0 ? undefined : { earliest: Math.min(...times), latest: Math.max(...times) };
  };
}
