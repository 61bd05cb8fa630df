import { loadConfig, openCompanionStore, rebuildSessionIndex } from '@sallyport/companion';
import { type Terminal, write } from '../terminal.ts';

/** Whose index is made again. */
export interface RebuildOptions {
  /** The path of the configuration. */
  readonly config: string;
}

/** Makes the index of sessions again from the ledger of a companion's database. With PostgreSQL companions may serve meanwhile; their appends wait. */
export async function rebuildIndex({ config }: RebuildOptions, { stdout }: Pick<Terminal, 'stdout'>): Promise<void> {
  const { DATABASE_URL: databaseUrl } = process.env;
  const location = databaseUrl === undefined ? {} : { databaseUrl };
  const store = await openCompanionStore({ config: await loadConfig(config), ...location });
  try {
    const events = await rebuildSessionIndex(store.database);
    await write(stdout, `made again from ${events} events\n`);
  } finally {
    await store.close();
  }
}
