import { existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { PGlite, type Transaction } from '@electric-sql/pglite';
import { SallyportError } from '@sallyport/core';
import { drizzle } from 'drizzle-orm/pglite';
import { migrate } from 'drizzle-orm/pglite/migrator';
import { checkSettings, checkSync } from './check-durability.ts';
import type { Database, Orm, SqlRow, SqlRunner } from './database.ts';
import { type DirectoryLock, type LockTiming, lockDirectory } from './directory-lock.ts';
import { DurableNodeFs } from './durable-node-fs.ts';
import { migrationsFolder } from './migrations-folder.ts';
import { POINT_LOOKUPS } from './point-lookups.ts';
import * as schema from './schema.ts';
import { syncFolder, syncPath } from './sync-folder.ts';

/** Without `-F`, which turns fsync off; `fsync` is the one flush that the patched file system sees. */
const START_PARAMS = [...PGlite.defaultStartParams.filter((param) => param !== '-F'), '-c', 'wal_sync_method=fsync'];

/** What opens the embedded database. */
export interface PgliteOptions {
  readonly dataDir: string;
  readonly lockTiming?: LockTiming;
  /** The file system to put PGlite on; a test may hand in one that does not flush. */
  readonly fileSystem?: (folder: string) => DurableNodeFs;
}

/**
 * Opens (and on first use creates) the embedded database in a folder of its own, locked, migrated and shown to flush its commits.
 * Raises `storage_locked` or `storage_unsafe`.
 */
export async function openPglite({ dataDir, lockTiming, fileSystem }: PgliteOptions): Promise<Database> {
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  const lock = await lockDirectory(dataDir, lockTiming);
  let engine: Engine | undefined;
  try {
    engine = await start(await createFolder(dataDir), fileSystem);
    const database = asDatabase(engine, lock);
    await migrate(drizzle(engine.pg), { migrationsFolder: migrationsFolder() });
    await engine.pg.exec(POINT_LOOKUPS);
    await checkSettings(database);
    const { files } = engine;
    await checkSync(database.orm, () => files.walSyncs);
    return database;
  } catch (error) {
    await engine?.pg.close().catch(() => undefined);
    await lock.release();
    throw error;
  }
}

/**
 * Opens the embedded database of a folder, locked, only to read it. Raises `storage_locked`, and `ledger_unavailable` where there is none.
 */
export async function readPglite(dataDir: string): Promise<Database> {
  const folder = join(dataDir, 'postgres');
  if (!existsSync(folder)) throw new SallyportError('ledger_unavailable');
  const lock = await lockDirectory(dataDir);
  try {
    const engine = await start(folder);
    await engine.pg.exec('set session characteristics as transaction read only');
    return asDatabase(engine, lock);
  } catch (error) {
    await lock.release();
    throw error;
  }
}

interface Engine {
  readonly pg: PGlite;
  readonly files: DurableNodeFs;
}

async function start(
  folder: string,
  fileSystem: (folder: string) => DurableNodeFs = (path) => new DurableNodeFs(path),
): Promise<Engine> {
  const files = fileSystem(folder);
  return { pg: await PGlite.create({ fs: files, startParams: START_PARAMS }), files };
}

/** The database appears under its final name only when it is whole and on disk, so that a crash here leaves nothing half made. */
async function createFolder(dataDir: string): Promise<string> {
  const folder = join(dataDir, 'postgres');
  if (existsSync(folder)) return folder;
  const draft = join(dataDir, 'postgres.new');
  await rm(draft, { recursive: true, force: true });
  await mkdir(draft, { mode: 0o700 });
  const { pg } = await start(draft);
  await pg.close();
  await syncFolder(draft);
  await rename(draft, folder);
  await syncPath(dataDir);
  return folder;
}

function asDatabase({ pg }: Engine, lock: DirectoryLock): Database {
  const runnerOn = (target: PGlite | Transaction): SqlRunner => ({
    query: async ({ text, values }) => {
      if (!lock.held) throw new SallyportError('storage_locked');
      return (await target.query<SqlRow>(text, [...values])).rows;
    },
  });
  return Object.freeze({
    kind: 'pglite' as const,
    orm: drizzle(pg, { schema }) as unknown as Orm,
    ...runnerOn(pg),
    transaction: <T>(work: (runner: SqlRunner) => Promise<T>) => pg.transaction((tx) => work(runnerOn(tx))),
    close: async () => {
      await pg.close();
      await lock.release();
    },
  });
}
