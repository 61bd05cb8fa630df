import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Postgres, startPostgres } from '@sallyport/testkit';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { rootKeyWrapper } from '../secrets/index.ts';
import { type Database, schema } from '../storage/index.ts';
import { openTestDatabase } from '../storage/open-test-database.test-support.ts';
import { digestOf } from './encode-content.ts';
import { openVersionKeys } from './version-keys.ts';
import { type StoredVersion, type VersionStore, versionStore } from './version-store.ts';

const GRACE = { issuer: 'https://login.example', subject: 'grace.example' };
const NOW = 1_795_000_000_000;
const MARKER = 'marker-7c1e';

function versionOf(version: number, more: Partial<StoredVersion> = {}): StoredVersion {
  const text = JSON.stringify({ connections: [MARKER], at: version });
  return { version, text, digest: digestOf(text), origin: 'start', createdAt: NOW + version, ...more };
}

let folder = '';
let server: Postgres;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sallyport-versions-'));
  server = await startPostgres();
});
afterAll(async () => {
  await server.stop();
  await rm(folder, { recursive: true, force: true });
});

describe.each(['pglite', 'postgresql'] as const)('the versions on %s', (kind) => {
  let database: Database;
  let store: VersionStore;
  beforeAll(async () => {
    const url = kind === 'pglite' ? undefined : await server.createDatabase();
    database = await openTestDatabase({ url, dataDir: join(folder, kind) });
    const wrapper = rootKeyWrapper(randomBytes(32).toString('base64'));
    store = versionStore(database, await openVersionKeys({ database, wrapper }));
  });
  beforeEach(async () => {
    await database.orm.delete(schema.configVersion);
  });
  afterAll(() => database.close());

  it('are none at first', async () => {
    expect([await store.head(), await store.find(), await store.find(1), await store.list()]).toEqual([
      ...[undefined, undefined, undefined],
      [],
    ]);
  });

  it('are kept as they were applied, with who did it', async () => {
    const [first, second] = [versionOf(1), versionOf(2, { origin: 'apply', identity: GRACE })];
    await store.append(first);
    await store.append(second);
    expect(await store.head()).toEqual({ version: 2, digest: second.digest });
    expect([await store.find(), await store.find(1)]).toEqual([second, first]);
    const [{ text: _, ...newest }, { text: __, ...oldest }] = [second, first];
    expect(await store.list()).toEqual([newest, oldest]);
  });

  it('have no gaps, and of several at once one is stored', async () => {
    await store.append(versionOf(1));
    for (const version of [1, 3]) {
      await expect(store.append(versionOf(version))).rejects.toMatchObject({ code: 'version_conflict' });
    }
    const outcomes = await Promise.allSettled(Array.from({ length: 8 }, () => store.append(versionOf(2))));
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const outcome of outcomes) {
      if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ code: 'version_conflict' });
    }
    expect((await store.list()).map(({ version }) => version)).toEqual([2, 1]);
  });

  it('are listed up to a hundred', async () => {
    for (let version = 1; version <= 101; version++) await store.append(versionOf(version));
    const listed = await store.list();
    expect([listed.length, listed[0]?.version, listed.at(-1)?.version]).toEqual([100, 101, 2]);
  });

  it.each([
    ['its content', sql`update config_version set content = 'AAAA' || substr(content, 5) where version = 2`],
    [
      'its content, for that of another',
      sql`update config_version set content = (select content from config_version where version = 1) where version = 2`,
    ],
    ['who applied it', sql`update config_version set subject = 'eve.example' where version = 2`],
    ['how it came to be', sql`update config_version set origin = 'start' where version = 2`],
    ['its origin, for one that is none', sql`update config_version set origin = 'x' where version = 2`],
    [
      'its digest',
      sql`update config_version set digest = (select digest from config_version where version = 1) where version = 2`,
    ],
    ['its number', sql`update config_version set version = 9 where version = 2`],
  ])('are not believed when somebody changed %s in the database', async (_, change) => {
    await store.append(versionOf(1));
    await store.append(versionOf(2, { origin: 'apply', identity: GRACE }));
    await database.orm.execute(change);
    await expect(store.find()).rejects.toMatchObject({ code: 'secret_unsealed' });
    expect(await store.find(1)).toEqual(versionOf(1));
  });

  it('show nobody what they hold who has the database alone', async () => {
    await store.append(versionOf(1));
    const rows = await database.orm.select().from(schema.configVersion);
    expect(JSON.stringify(rows)).not.toContain(MARKER);
    expect(Buffer.from(rows[0]?.content ?? '', 'base64').toString('latin1')).not.toContain(MARKER);
  });
});

describe('versions', () => {
  it('of a database that fails quote nothing of it', async () => {
    const failing = { query: () => Promise.reject(new Error(MARKER)) };
    const store = versionStore(failing, { seal: (text) => text, open: (text) => text });
    for (const work of [store.head(), store.find(), store.list(), store.append(versionOf(1))]) {
      await expect(work).rejects.toThrow(
        expect.objectContaining({ code: 'ledger_unavailable', message: expect.not.stringContaining(MARKER) }),
      );
    }
  });
});
