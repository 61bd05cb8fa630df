import { SallyportError } from '@sallyport/core';
import { drizzle } from 'drizzle-orm/node-postgres';
import { migrate } from 'drizzle-orm/node-postgres/migrator';
import { Client, Pool, type PoolClient } from 'pg';
import { checkSettings } from './check-durability.ts';
import type { Database, Orm, SqlRow, SqlRunner, SqlValue } from './database.ts';
import { migrationsFolder } from './migrations-folder.ts';
import { POINT_LOOKUPS } from './point-lookups.ts';
import * as schema from './schema.ts';

/** Any constant will do, as long as every replica uses the same. */
const MIGRATION_LOCK = 0x5a11_7041;
const CONNECT_MS = 5_000;
const STATEMENT_MS = 10_000;
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * Connects to PostgreSQL, migrates it while holding an advisory lock, and checks that it does not run with durability off.
 * Raises `storage_unsafe`, or `ledger_unavailable` when it cannot be reached.
 */
export async function openPostgres(url: string): Promise<Database> {
  await migrateLocked(url);
  const pool = new Pool({
    connectionString: url,
    max: 8,
    connectionTimeoutMillis: CONNECT_MS,
    keepAlive: true,
    onConnect: async (client) => {
      await client.query(POINT_LOOKUPS);
    },
    // A server that hangs must not hang the callers; one that froze must not keep the head locked for the other replicas.
    query_timeout: STATEMENT_MS + 2_000,
    statement_timeout: STATEMENT_MS,
    idle_in_transaction_session_timeout: STATEMENT_MS,
  });
  // A broken connection fails its query, or is replaced on next use; its event, unhandled, would end the process.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  const database = asDatabase(pool);
  try {
    await checkSettings(database);
    return database;
  } catch (error) {
    await pool.end();
    throw error;
  }
}

/** Connects to a PostgreSQL only to read it. Raises `ledger_unavailable` when it cannot be reached. */
export async function readPostgres(url: string): Promise<Database> {
  const pool = new Pool({
    connectionString: url,
    max: 2,
    connectionTimeoutMillis: CONNECT_MS,
    keepAlive: true,
    options: '-c default_transaction_read_only=on',
  });
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  try {
    await pool.query('select 1');
    return asDatabase(pool);
  } catch {
    await pool.end();
    throw new SallyportError('ledger_unavailable');
  }
}

async function migrateLocked(url: string): Promise<void> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: CONNECT_MS });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
    await migrate(drizzle(client), { migrationsFolder: migrationsFolder() });
  } catch {
    throw new SallyportError('ledger_unavailable');
  } finally {
    // Ending the session gives the lock back.
    await client.end().catch(() => undefined);
  }
}

function asDatabase(pool: Pool): Database {
  return Object.freeze({
    kind: 'postgresql' as const,
    orm: drizzle(pool, { schema }) as unknown as Orm,
    ...runnerOn(pool),
    transaction: <T>(work: (runner: SqlRunner) => Promise<T>) => transact(pool, work),
    close: () => pool.end(),
  });
}

function runnerOn(target: Pool | PoolClient): SqlRunner {
  return {
    query: async ({ name, text, values }) =>
      (await target.query<SqlRow>({ name, text, values: values.map(asParameter) })).rows,
  };
}

/** node-postgres sends a `Buffer` in binary as it is, and of an array looks at each character of each element, which numbers and UUIDs do not need. */
function asParameter(value: SqlValue): unknown {
  if (value instanceof Uint8Array) return Buffer.from(value.buffer, value.byteOffset, value.byteLength);
  return isArray(value) && value.every(isPlain) ? `{${value.join(',')}}` : value;
}

function isArray(value: SqlValue): value is readonly string[] | readonly number[] {
  return Array.isArray(value);
}

function isPlain(value: string | number): boolean {
  return typeof value === 'number' ? Number.isFinite(value) : UUID.test(value);
}

async function transact<T>(pool: Pool, work: (runner: SqlRunner) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let broken = false;
  try {
    await client.query('begin');
    const result = await work(runnerOn(client));
    await client.query('commit');
    return result;
  } catch (error) {
    await client.query('rollback').catch(() => {
      broken = true;
    });
    throw error;
  } finally {
    client.release(broken);
  }
}
