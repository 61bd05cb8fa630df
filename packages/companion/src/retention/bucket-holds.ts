import { personOf } from '../ledger/index.ts';
import { bytesOf, guarded, type SqlRow, type SqlRunner, type SqlValue, type Statement } from '../storage/index.ts';
import { IS_HELD } from './held.ts';
import type { PurgeParts } from './purge-parts.ts';

/** So many recordings are read at once, and so many pages of each hold are done at a time. */
const PAGE = 32;
const MOST_PAGES = 32;

type Parts = Pick<PurgeParts, 'database' | 'stores'>;

/**
 * Brings legal holds to the objects in the bucket, where its own lock keeps them beyond their retention, whoever deletes them; and takes them
 * back once nothing holds a recording. Raises `recording_unavailable`, `recording_locked`, `ledger_unavailable`.
 */
export async function syncBucketHolds(parts: Parts, signal: AbortSignal): Promise<void> {
  if (parts.stores.bucket?.locks !== true) return;
  const text = 'select * from legal_hold where released_at is null order by placed_at, id';
  const holds = await guarded(parts.database.query({ name: 'sallyport_holds_live', text, values: [] }));
  for (const hold of holds) await doPages(parts, { find: heldBy(hold), on: true, signal });
  await doPages(parts, { find: NO_LONGER_HELD, on: false, signal });
}

interface Pages {
  readonly find: Statement;
  readonly on: boolean;
  readonly signal: AbortSignal;
}

async function doPages({ database, stores: { bucket } }: Parts, { find, on, signal }: Pages): Promise<void> {
  for (let pages = 0; pages < MOST_PAGES && !signal.aborted; pages += 1) {
    const rows = await guarded(database.query(find));
    for (const { id } of rows) {
      const session = String(id);
      for (const kind of ['recording', 'originals'] as const) await bucket?.hold({ kind, session }, on);
      await note(database, { session, on });
    }
    if (rows.length < PAGE) return;
  }
}

/** Those that it holds and that have no hold in the bucket yet; found by what the hold names, for which the index of sessions is made. */
function heldBy(hold: SqlRow): Statement {
  const { issuer, subject } = hold;
  const person = issuer === null ? null : personOf({ issuer: String(issuer), subject: String(subject) });
  const named: readonly (readonly [string, SqlValue])[] = [
    ['id', hold.session as string | null],
    ['correlation_id', hold.correlation_id as string | null],
    ['person', person],
    ['connection', hold.connection as string | null],
    ['subject_of_care', hold.subject_of_care === null ? null : bytesOf(hold.subject_of_care)],
  ];
  const given = named.filter(([, value]) => value !== null);
  const conditions = given.map(([column], at) => `session_index.${column} = $${at + 1}`);
  return {
    name: `sallyport_held_by_${given.map(([column]) => column).join('_')}`,
    text: `select recording.id from session_index join recording on recording.id = session_index.id
      left join originals on originals.id = recording.id
      where ${conditions.join(' and ')} and recording.purged_at is null and not recording.bucket_held
        and (recording.store = 'bucket' or originals.store = 'bucket') limit ${PAGE}`,
    values: given.map(([, value]) => value),
  };
}

const NO_LONGER_HELD: Statement = Object.freeze({
  name: 'sallyport_no_longer_held',
  text: `select recording.id from recording
    where recording.bucket_held and recording.purged_at is null and not ${IS_HELD} limit ${PAGE}`,
  values: [],
});

async function note(
  database: SqlRunner,
  { session, on }: { readonly session: string; readonly on: boolean },
): Promise<void> {
  const text = `update recording set bucket_held = ($2 = 'on') where id = $1`;
  const values = [session, on ? 'on' : 'off'];
  await guarded(database.query({ name: 'sallyport_hold_note', text, values }));
}
