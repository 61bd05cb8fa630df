import type { Config } from '../config/index.ts';
import { type Environment, type KeyWrapper, openRootKey, openSecretStore, type SecretStore } from '../secrets/index.ts';
import { type Database, openDatabase } from '../storage/index.ts';

/** Where a companion keeps what it keeps. */
export interface StoreLocation {
  readonly config: Config;
  /** A PostgreSQL connection URL. Without one, the embedded database in the configuration's `dataDir`. */
  readonly databaseUrl?: string;
  /** Where a root key of the form `{ env: NAME }` is read. Default: the process's own environment, out of which a companion that starts takes it. */
  readonly environment?: Environment;
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
export async function openCompanionStore({
  config,
  databaseUrl,
  environment = process.env,
}: StoreLocation): Promise<CompanionStore> {
  const { dataDir } = config;
  const wrapper = await openRootKey({ config, environment });
  const database = await openDatabase({ url: databaseUrl, dataDir });
  return { database, wrapper, secrets: openSecretStore({ database, wrapper }), close: () => database.close() };
}
