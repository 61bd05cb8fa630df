import { randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { logVerifierKey, openCompanionStore, type StoreLocation } from '@sallyport/companion';
import { seedDatabase, TEMPLATE_VARIABLE } from '@sallyport/testkit';

const FILE = 'keys.json';

/** What the stacks of one run of tests share unless they say otherwise, so that none has to make keys: making those of one takes as long as its start. */
export interface RunKeys {
  /** Under which their databases are sealed, base64. */
  readonly rootKey: string;
  /** The provider's, sealed in them. */
  readonly providerKey: string;
}

const randomKeys = (): RunKeys => ({
  rootKey: randomBytes(32).toString('base64'),
  providerKey: `sk-test-${randomBytes(24).toString('base64url')}`,
});

/** Makes the keys of a run. */
export async function writeRunKeys(folder: string): Promise<void> {
  await writeFile(join(folder, FILE), JSON.stringify(randomKeys()), { mode: 0o600 });
}

/** The keys of this run; outside of one, new ones. */
export async function readRunKeys(): Promise<RunKeys> {
  const folder = process.env[TEMPLATE_VARIABLE];
  return folder === undefined ? randomKeys() : JSON.parse(await readFile(join(folder, FILE), 'utf8'));
}

/** Puts a database in place in which the companion's own keys and the provider's are, sealed under the run's. */
export async function seedServed(location: StoreLocation, keys: RunKeys): Promise<void> {
  const sealed = async () => {
    await sealProviderKey(location, keys.providerKey);
    await logVerifierKey(location);
  };
  const { dataDir } = location.config;
  if (!(await seedDatabase({ dataDir, template: 'served' }, sealed))) await sealed();
}

/** The same with keys of its own, or on PostgreSQL: the companion's are made when it starts. */
export async function seedSealed(location: StoreLocation, providerKey: string): Promise<void> {
  if (location.databaseUrl === undefined) {
    await seedDatabase(location.config, async () => (await openCompanionStore(location)).close());
  }
  await sealProviderKey(location, providerKey);
}

async function sealProviderKey(location: StoreLocation, key: string): Promise<void> {
  const store = await openCompanionStore(location);
  await store.secrets.put('provider-key', key);
  await store.close();
}
