import type { CompanionStore } from '@sallyport/companion';

const SETTINGS = ['server_version', 'fsync', 'synchronous_commit', 'full_page_writes', 'wal_sync_method'] as const;

/** The settings that decide whether an acknowledged commit survives a power cut, as the database itself gives them. */
export async function readDurability(database: CompanionStore['database']): Promise<Readonly<Record<string, string>>> {
  const settings: Record<string, string> = { database: database.kind };
  for (const name of SETTINGS) {
    const rows = await database.query({ name: `bench_${name}`, text: `show ${name}`, values: [] });
    settings[name] = String(rows[0]?.[name]);
  }
  return settings;
}
