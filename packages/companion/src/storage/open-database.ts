import type { Database } from './database.ts';
import { openPglite } from './open-pglite.ts';
import { openPostgres } from './open-postgres.ts';

/** Where the data is. */
export interface DatabaseLocation {
  /** A PostgreSQL connection URL. When absent the embedded database in `dataDir` is used. */
  readonly url?: string | undefined;
  readonly dataDir: string;
}

/**
 * Opens the database, migrated and checked for durability.
 * Raises `storage_locked` (another process has the folder), `storage_unsafe` (commits would not survive a crash) or `ledger_unavailable`.
 */
export function openDatabase({ url, dataDir }: DatabaseLocation): Promise<Database> {
  return url === undefined ? openPglite({ dataDir }) : openPostgres(url);
}
