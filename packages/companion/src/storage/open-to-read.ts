import type { Database } from './database.ts';
import type { DatabaseLocation } from './open-database.ts';
import { readPglite } from './open-pglite.ts';
import { readPostgres } from './open-postgres.ts';

/**
 * Opens a database that is there, only to read it: nothing is migrated, and every statement that writes fails. A companion may be
 * running on a PostgreSQL; the embedded database is locked by it. Raises `storage_locked`, `ledger_unavailable` where there is none.
 */
export function openToRead({ url, dataDir }: DatabaseLocation): Promise<Database> {
  return url === undefined ? readPglite(dataDir) : readPostgres(url);
}
