import { readUnverifiedEvent, TILE_WIDTH } from '@sallyport/ledger';
import { bytesOf, countOf, type Database, guarded } from '../storage/index.ts';
import { findRange } from './find-range.ts';
import { ownTimes } from './own-times.ts';

type Queries = Pick<Database, 'query'>;

/**
 * Where the grants stand that bound clients' keys. An older version did not keep it: there it is looked for in what was recorded about the time at which
 * the key was kept, and kept from then on. Raises `ledger_unavailable`.
 */
export async function grantIndexes(database: Queries, kids: readonly string[]): Promise<readonly number[]> {
  const text = `select kid, granted_index, (extract(epoch from created_at) * 1000)::bigint as bound_ms
    from client_key where kid = any($1::text[]) order by created_at`;
  const rows = await guarded(database.query({ name: 'sallyport_context_grants', text, values: [kids] }));
  const known = rows.filter((row) => row.granted_index !== null).map((row) => countOf(row.granted_index));
  const unknown = new Map(rows.filter((row) => row.granted_index === null).map((row) => [String(row.kid), row]));
  for (const [kid, { bound_ms }] of unknown) {
    for (const [found, index] of await grantsAbout(database, countOf(bound_ms))) {
      if (unknown.delete(found)) known.push(await keepIndex(database, { kid: found, index }));
    }
    unknown.delete(kid);
  }
  return known;
}

/** The first grant of each key, in what was recorded about a time. */
async function grantsAbout(database: Queries, time: number): Promise<ReadonlyMap<string, number>> {
  const [head] = await guarded(
    database.query({ name: 'sallyport_context_size', text: 'select size from ledger_head where id = 1', values: [] }),
  );
  const size = countOf(head?.size);
  const { first, end = size } = await findRange({ from: time, to: time + 1 }, { size, read: ownTimes(database) });
  const grants = new Map<string, number>();
  for (let at = first; at < end; at += TILE_WIDTH) {
    const text = 'select index, leaf from ledger_leaf where index >= $1 and index < $2 order by index';
    const values = [at, at + TILE_WIDTH];
    const rows = await guarded(database.query({ name: 'sallyport_context_bundle', text, values }));
    for (const { index, leaf } of rows) {
      const { metadata, unmapped } = readUnverifiedEvent(bytesOf(leaf)) ?? {};
      const kid = metadata?.event_code === 'grant.issued' ? unmapped?.clientKey?.kid : undefined;
      if (kid !== undefined && !grants.has(kid)) grants.set(kid, countOf(index));
    }
  }
  return grants;
}

async function keepIndex(database: Queries, { kid, index }: { readonly kid: string; readonly index: number }) {
  const text = 'update client_key set granted_index = $2 where kid = $1 and granted_index is null';
  await guarded(database.query({ name: 'sallyport_context_granted', text, values: [kid, index] }));
  return index;
}
