import { SallyportError } from '@sallyport/core';
import { sql } from 'drizzle-orm';
import type { Orm, SqlRunner } from './database.ts';
import { durabilityProbe } from './schema.ts';

/** Raises `storage_unsafe` unless `fsync`, `full_page_writes` and `synchronous_commit` are on: with any of them off a crash loses commits. */
export async function checkSettings(runner: SqlRunner): Promise<void> {
  const rows = await runner.query({
    name: 'sallyport_settings',
    text: `select name from pg_settings where name in ('fsync', 'full_page_writes', 'synchronous_commit') and setting = 'off'`,
    values: [],
  });
  if (rows.length > 0) throw new SallyportError('storage_unsafe');
}

/** Commits a row, and raises `storage_unsafe` unless that flushed the write-ahead log, as `walSyncs` counts it. */
export async function checkSync(orm: Orm, walSyncs: () => number): Promise<void> {
  const before = walSyncs();
  await orm
    .insert(durabilityProbe)
    .values({ id: 1, probes: 1 })
    .onConflictDoUpdate({ target: durabilityProbe.id, set: { probes: sql`${durabilityProbe.probes} + 1` } });
  if (walSyncs() === before) throw new SallyportError('storage_unsafe');
}
