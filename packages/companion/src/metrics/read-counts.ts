import { countOf, guarded, type SqlRunner } from '../storage/index.ts';

/** What is counted in the database. */
export interface StoredCounts {
  /** Entries of the ledger. */
  readonly entries: number;
  /** Reviews that somebody waits for. */
  readonly pendingReviews: number;
}

/** Counts. Raises `ledger_unavailable`. */
export async function readCounts(database: SqlRunner): Promise<StoredCounts> {
  const [row] = await guarded(
    database.query({
      name: 'sallyport_metric_counts',
      text: `select (select size from ledger_head where id = 1) as entries,
        (select count(*) from review where state = 'pending') as pending`,
      values: [],
    }),
  );
  return { entries: countOf(row?.entries), pendingReviews: countOf(row?.pending) };
}
