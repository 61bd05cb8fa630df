import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Postgres, startPostgres } from '@sallyport/testkit';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from './database.ts';
import { DurableNodeFs } from './durable-node-fs.ts';
import { openDatabase } from './open-database.ts';
import { openPglite } from './open-pglite.ts';
import { bytesOf, countOf } from './row-values.ts';
import { ledgerLeaf, secret } from './schema.ts';

let folder = '';
let server: Postgres;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sallyport-database-'));
  server = await startPostgres();
});
afterAll(async () => {
  await server.stop();
  await rm(folder, { recursive: true, force: true });
});

const locations = {
  pglite: async () => ({ dataDir: await mkdtemp(join(folder, 'pglite-')) }),
  postgresql: async () => ({ url: await server.createDatabase(), dataDir: '' }),
};

describe.each(['pglite', 'postgresql'] as const)('a database on %s', (kind) => {
  let database: Database;
  let location: { url?: string; dataDir: string };
  beforeAll(async () => {
    location = await locations[kind]();
    database = await openDatabase(location);
  });
  afterAll(() => database.close());

  it('says which it is', () => {
    expect(database.kind).toBe(kind);
  });

  it('gives counts as numbers and bytes as plain Uint8Array, through drizzle and by hand', async () => {
    const leaf = new Uint8Array([0, 1, 254, 255]);
    const index = 2 ** 40;
    const eventId = '0198c0de-0000-7000-8000-000000000001';
    await database.orm.insert(ledgerLeaf).values({ index, eventId, kid: 'k', leaf, leafHash: leaf.slice(1) });
    const [row] = await database.orm.select().from(ledgerLeaf).where(eq(ledgerLeaf.index, index));
    expect(row).toStrictEqual({ index, eventId, kid: 'k', leaf, leafHash: leaf.slice(1) });
    const text = 'select index, leaf from ledger_leaf where index = $1 and leaf = $2';
    const [raw] = await database.query({ name: 'test_raw', text, values: [index, leaf] });
    expect(countOf(raw?.index)).toBe(index);
    expect(bytesOf(raw?.leaf)).toStrictEqual(leaf);
  });

  it('rolls a transaction back when its work rejects', async () => {
    const insert = {
      name: 'test_insert',
      text: 'insert into secret (name, sealed) values ($1, $2)',
      values: ['a', new Uint8Array(1)],
    };
    const failed = database.transaction(async (runner) => {
      await runner.query(insert);
      await runner.query({ name: 'test_fail', text: 'select 1 / 0', values: [] });
    });
    await expect(failed).rejects.toThrow();
    expect(await database.orm.select().from(secret)).toStrictEqual([]);
    await database.transaction((runner) => runner.query(insert));
    expect(await database.orm.select().from(secret)).toHaveLength(1);
  });

  it('keeps what it holds when opened again', async () => {
    await database.close();
    database = await openDatabase(location);
    expect(await database.orm.select().from(secret)).toHaveLength(1);
  });
});

describe('PGlite', () => {
  it('lets only one opener in, and the next one once the first has closed', async () => {
    const dataDir = await mkdtemp(join(folder, 'locked-'));
    const first = await openDatabase({ dataDir });
    await expect(openDatabase({ dataDir })).rejects.toMatchObject({ code: 'storage_locked' });
    await first.close();
    await (await openDatabase({ dataDir })).close();
  });

  it('refuses a file system that does not flush, and lets go of the lock', async () => {
    class Forgetful extends DurableNodeFs {
      override get walSyncs() {
        return 0;
      }
    }
    const dataDir = await mkdtemp(join(folder, 'unsafe-'));
    const opened = openPglite({ dataDir, fileSystem: (path) => new Forgetful(path) });
    await expect(opened).rejects.toMatchObject({ code: 'storage_unsafe' });
    await (await openDatabase({ dataDir })).close();
  });
});

describe('PostgreSQL', () => {
  it('is migrated once by replicas that start together', async () => {
    const url = await server.createDatabase();
    const replicas = await Promise.all([1, 2, 3, 4].map(() => openDatabase({ url, dataDir: '' })));
    await Promise.all(replicas.map((replica) => replica.close()));
    expect(replicas).toHaveLength(4);
  });

  it.each(['fsync', 'full_page_writes', 'synchronous_commit'])('is refused with %s off', async (setting) => {
    const unsafe = await startPostgres(['-c', `${setting}=off`]);
    const opened = openDatabase({ url: await unsafe.createDatabase(), dataDir: '' });
    await expect(opened).rejects.toMatchObject({ code: 'storage_unsafe' });
    await unsafe.stop();
  });

  it('that cannot be reached is unavailable', async () => {
    const opened = openDatabase({ url: 'postgres://nobody:secret@127.0.0.1:1/x', dataDir: '' });
    await expect(opened).rejects.toMatchObject({ code: 'ledger_unavailable' });
  });
});
