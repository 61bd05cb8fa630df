import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SallyportError } from '@sallyport/core';
import { TestClock } from '@sallyport/testkit';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SinkConfig } from '../config/index.ts';
import { openTestLedger, someFacts } from '../ledger/ledger-fixture.test-support.ts';
import { type Database, schema } from '../storage/index.ts';
import { openTestDatabase } from '../storage/open-test-database.test-support.ts';
import { readSinkStates } from './read-sink-states.ts';
import { type SinkAdmin, sinkAdmin } from './sink-admin.ts';

const NOW = 1_795_000_000_000;
const CONFIGS: readonly SinkConfig[] = [
  { name: 'files', begin: 'start', file: { folder: '/events', maxBytes: 65_536 } },
  { name: 'hook', begin: 'start', webhook: { url: 'https://hooks.example/', secret: 'hook', insecureHttp: false } },
  { name: 'lake', begin: 'start', kafka: { brokers: ['kafka.example:9093'], topic: 'events', tls: true } },
];
const clock = new TestClock(NOW);

let folder = '';
let database: Database;
let admin: SinkAdmin;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sallyport-sink-admin-'));
  database = await openTestDatabase({ url: undefined, dataDir: folder });
  const ledger = await openTestLedger(database);
  const at = (time: number) => ({ facts: someFacts({ time }) });
  // A client's event that was spooled for hours stands before one of the companion's.
  const spooled = { facts: someFacts({ kind: 'opt_out', time: NOW - 7_200_000, details: { optOut: 'witness' } }) };
  await ledger.commit([at(NOW - 50_000), at(NOW - 40_000), spooled, at(NOW - 30_000)]);
  const row = { dueAt: new Date(NOW + 60_000) };
  await database.orm.insert(schema.sink).values([
    { ...row, name: 'files', next: 4, deliveredAt: new Date(NOW - 1_234) },
    { ...row, name: 'hook', next: 2, failures: 7, error: 'sink_unavailable' },
    { ...row, name: 'lake', next: 1 },
    { ...row, name: 'old', next: 0 },
  ]);
  const dead = (sink: string, index: number) => ({ sink, index, error: 'sink_refused', diedAt: new Date(NOW + index) });
  const many = Array.from({ length: 250 }, (_, index) => dead('lake', index));
  await database.orm.insert(schema.sinkDeadLetter).values([...many, dead('old', 0)]);
  admin = sinkAdmin({ database, configs: CONFIGS, clock });
});
afterAll(async () => {
  await database.close();
  await rm(folder, { recursive: true, force: true });
});

describe('what is seen of sinks', () => {
  it('is how far behind each is, what it never takes, and why it fails', async () => {
    const dueAt = new Date(NOW + 60_000);
    expect(await admin.list()).toEqual([
      {
        ...{ name: 'files', kind: 'file', next: 4, lagEntries: 0, lagSeconds: 0, failures: 0, deadLetters: 0 },
        ...{ dueAt, deliveredAt: new Date(NOW - 1_234) },
      },
      {
        ...{ name: 'hook', kind: 'webhook', next: 2, lagEntries: 2, lagSeconds: 30, failures: 7, deadLetters: 0 },
        ...{ dueAt, error: 'sink_unavailable' },
      },
      { name: 'lake', kind: 'kafka', next: 1, lagEntries: 3, lagSeconds: 40, failures: 0, deadLetters: 250, dueAt },
      { name: 'old', next: 0, lagEntries: 4, lagSeconds: 0, failures: 0, deadLetters: 1, dueAt },
    ]);
  });

  it('is what each gave up, page by page, also of one that is configured no more', async () => {
    const first = await admin.dead('lake', 0);
    expect(first).toHaveLength(200);
    expect(first[7]).toEqual({ index: 7, error: 'sink_refused', diedAt: new Date(NOW + 7), again: false });
    expect((await admin.dead('lake', 200)).map(({ index }) => index)).toEqual(
      Array.from({ length: 50 }, (_, at) => 200 + at),
    );
    expect(await admin.dead('lake', 250)).toEqual([]);
    expect(await admin.dead('old', 0)).toHaveLength(1);
    await expect(admin.dead('nobody', 0)).rejects.toMatchObject({ code: 'sink_unknown' });
  });

  it('can be tried again: one, all, and no more than are there', async () => {
    expect([await admin.retry('lake', 7), await admin.retry('lake', 4_711)]).toEqual([1, 0]);
    expect((await admin.dead('lake', 6)).slice(0, 3).map(({ again }) => again)).toEqual([false, true, false]);
    expect(await admin.retry('lake')).toBe(250);
    // Nobody would deliver it.
    for (const sink of ['old', 'nobody']) {
      await expect(admin.retry(sink)).rejects.toMatchObject({ code: 'sink_unknown' });
    }
  });

  it('is ledger_unavailable without the database, which is not quoted', async () => {
    const query = () => Promise.reject(new Error('078-05-1120'));
    const away = sinkAdmin({ database: { query }, configs: CONFIGS, clock });
    for (const asked of [away.list(), away.dead('lake', 0), away.retry('lake')]) {
      await expect(asked).rejects.toEqual(new SallyportError('ledger_unavailable'));
    }
  });

  it('has an age also where nothing of what comes next can be read, or only what came late', async () => {
    await database.orm.execute(sql`update ledger_leaf set leaf = 'x'::bytea where index >= 1`);
    const ages = async () =>
      (await readSinkStates({ database, configs: CONFIGS, clock })).map(({ lagSeconds }) => lagSeconds);
    expect(await ages()).toEqual([0, 0, 0, 0]);
    await database.orm.execute(sql`update sink set next = 0 where name = 'hook'`);
    expect(await ages()).toEqual([0, 50, 0, 0]);
  });
});
