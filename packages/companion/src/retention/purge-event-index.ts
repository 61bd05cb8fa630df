import { countOf, guarded, type SqlRunner } from '../storage/index.ts';

/** Where an event of the companion's own stands in the log, whichever of its keys signed it; `undefined` where there is none. Raises `ledger_unavailable`. */
export async function purgeEventIndex(database: SqlRunner, event: string): Promise<number | undefined> {
  const text = `select index from ledger_leaf
    where kid in (select kid from signing_key where purpose = 'event') and event_id = $1`;
  const [row] = await guarded(database.query({ name: 'sallyport_purge_event', text, values: [event] }));
  return row === undefined ? undefined : countOf(row.index);
}
