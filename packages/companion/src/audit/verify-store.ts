import { type KeptNote, readSuccession, type Trust } from '@sallyport/ledger';
import { openBucketToRead } from '../bucket/index.ts';
import type { Config } from '../config/index.ts';
import { openToRead } from '../storage/index.ts';
import { keptParts } from './kept-parts.ts';
import type { StoreReport } from './store-report.ts';
import { readStoredTrust } from './stored-trust.ts';
import { verifyDatabase } from './verify-database.ts';

/** Which companion's store is verified, and by what. */
export interface StoreAudit {
  readonly config: Config;
  /** A PostgreSQL connection URL. Without one, the embedded database in the configuration's `dataDir`. */
  readonly databaseUrl?: string;
  /** Followed as far as the endorsements in the database lead. Default: the keys that the database itself names. */
  readonly trust?: Trust;
  readonly notes?: readonly KeptNote[];
  /** How far clocks may differ, in milliseconds. Default: ten minutes. */
  readonly slackMs?: number;
}

/**
 * Opens a companion's database only to read it, and verifies it, see `verifyDatabase`. Needs no root key; recordings in a bucket are read with
 * the keys that AWS clients find where this runs, and what cannot be read is told as unread. Raises `storage_locked` while a
 * companion has the embedded database, `ledger_unavailable`, `config_invalid`.
 */
export async function verifyStore({
  config,
  databaseUrl,
  trust: given,
  ...compared
}: StoreAudit): Promise<{ readonly trust: Trust; readonly report: StoreReport }> {
  const { store } = config.recording;
  const database = await openToRead({ url: databaseUrl, dataDir: config.dataDir });
  let bucket: Awaited<ReturnType<typeof openBucketToRead>> | undefined;
  try {
    bucket = typeof store === 'string' ? undefined : await openBucketToRead(store.bucket);
    const kept = keptParts(database, bucket?.segments);
    const stored = await readStoredTrust(database, config.ledger.origin);
    const trust = given === undefined ? stored : ((await readSuccession(given, stored.endorsements)).at(-1) ?? given);
    return { trust, report: await verifyDatabase({ ...compared, database, trust, kept }) };
  } finally {
    bucket?.close();
    await database.close();
  }
}
