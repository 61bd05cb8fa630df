import type { Config } from '../config/index.ts';
import { type KeyWrapper, openSecretStore, readRootKey, type SecretStore } from '../secrets/index.ts';
import { type Database, openDatabase } from '../storage/index.ts';

/** Where a companion keeps what it keeps. */
export interface StoreLocation {
  readonly config: Config;
  /** A PostgreSQL connection URL. Without one, the embedded database in the configuration's `dataDir`. */
  readonly databaseUrl?: string;
}

/** The open store: the database, what seals, and the sealed secrets. */
export interface CompanionStore {
  readonly database: Database;
  readonly wrapper: KeyWrapper;
  readonly secrets: SecretStore;
  close(): Promise<void>;
}

/**
 * Opens a companion's database and its sealed secrets, without serving.
 * Raises `config_invalid`, `storage_locked`, `storage_unsafe`, `ledger_unavailable`.
 */
export async function openCompanionStore({ config, databaseUrl }: StoreLocation): Promise<CompanionStore> {
  const { dataDir } = config;
  const wrapper = await readRootKey(config.rootKeyFile, { dataDir });
  const database = await openDatabase({ url: databaseUrl, dataDir });
  return { database, wrapper, secrets: openSecretStore({ database, wrapper }), close: () => database.close() };
}
