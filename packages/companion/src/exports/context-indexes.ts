import { isUuid } from '@sallyport/core';
import { type LedgerEvent, readUnverifiedEvent } from '@sallyport/ledger';
import { bytesOf, countOf, type Database, guarded, type SqlRow } from '../storage/index.ts';
import { grantIndexes } from './grant-indexes.ts';

/** What entries are looked for by. */
export interface ContextOrder {
  /** Clients' keys: where the grant of each stands. */
  readonly kids: readonly string[];
  /** Sessions: where their intent and their outcome stand, the client's intent, and what these rest on. */
  readonly sessions: readonly string[];
  /** Reviews: where all events about each stand. */
  readonly reviews: readonly string[];
  /** Sessions whose recordings were purged: where the events stand that say so. */
  readonly purged: readonly string[];
}

type Queries = Pick<Database, 'query'>;

/**
 * Where the entries stand that others rest on, ascending, each once. Those that are not in the log are left out: what is missing, whoever verifies
 * finds. Raises `ledger_unavailable`.
 */
export async function contextIndexes(database: Queries, order: ContextOrder): Promise<readonly number[]> {
  const intents = await intentsOf(database, order.sessions);
  const signers = intents.flatMap(({ unmapped: { clientIntent } }) => clientIntent ?? []);
  const reviews = intents.flatMap(({ unmapped: { review } }) =>
    review !== undefined && isUuid(review.id) ? review.id : [],
  );
  const found = await Promise.all([
    sessionIndexes(database, order.sessions),
    proofIndexes(database, signers),
    grantIndexes(database, [...order.kids, ...signers.map(({ kid }) => kid)]),
    aboutIndexes(database, [...order.reviews, ...reviews]),
    purgeIndexes(database, order.purged),
  ]);
  return [...new Set(found.flat())].toSorted((one, other) => one - other);
}

/** What intents say is read unverified: it only leads to entries, each of which whoever verifies holds to its signature. */
async function intentsOf(database: Queries, sessions: readonly string[]): Promise<readonly LedgerEvent[]> {
  const text = `select leaf from ledger_leaf where index in (select opened_index from session where id = any($1::uuid[]))`;
  const rows = await find(database, { name: 'intents', text, values: [sessions] });
  return rows.flatMap(({ leaf }) => readUnverifiedEvent(bytesOf(leaf)) ?? []);
}

async function sessionIndexes(database: Queries, sessions: readonly string[]): Promise<readonly number[]> {
  const text = 'select opened_index, closed_index from session where id = any($1::uuid[])';
  const rows = await find(database, { name: 'sessions', text, values: [sessions] });
  return rows.flatMap(({ opened_index, closed_index }) => [...placeOf(opened_index), ...placeOf(closed_index)]);
}

async function proofIndexes(
  database: Queries,
  named: readonly { readonly kid: string; readonly id: string }[],
): Promise<readonly number[]> {
  const proofs = named.filter(({ id }) => isUuid(id));
  const text = `select index from ledger_leaf where (kid, event_id) in (select * from unnest($1::text[], $2::uuid[]))`;
  const values = [proofs.map(({ kid }) => kid), proofs.map(({ id }) => id)];
  return indexesOf(await find(database, { name: 'proofs', text, values }));
}

async function aboutIndexes(database: Queries, ids: readonly string[]): Promise<readonly number[]> {
  const text = 'select index from event_about where about = any($1::uuid[])';
  return indexesOf(await find(database, { name: 'about', text, values: [ids] }));
}

async function purgeIndexes(database: Queries, sessions: readonly string[]): Promise<readonly number[]> {
  const text = `select index from ledger_leaf where kid in (select kid from signing_key where purpose = 'event')
    and event_id in (select purge_event from recording where id = any($1::uuid[]))`;
  return indexesOf(await find(database, { name: 'purges', text, values: [sessions] }));
}

interface Finding {
  readonly name: string;
  readonly text: string;
  readonly values: Parameters<Queries['query']>[0]['values'];
}

function find(database: Queries, { name, ...rest }: Finding): Promise<readonly SqlRow[]> {
  return guarded(database.query({ name: `sallyport_context_${name}`, ...rest }));
}

function indexesOf(rows: readonly SqlRow[]): readonly number[] {
  return rows.flatMap(({ index }) => placeOf(index));
}

function placeOf(value: unknown): readonly number[] {
  return value === null || value === undefined ? [] : [countOf(value)];
}
