import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readCef } from '@sallyport/testkit';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Ledger } from '../ledger/index.ts';
import { openTestLedger, someFacts } from '../ledger/ledger-fixture.test-support.ts';
import type { Database } from '../storage/index.ts';
import { openTestDatabase } from '../storage/open-test-database.test-support.ts';
import { listDeadLetters } from './dead-letter-rows.ts';
import { type SplunkStand, standOfSplunk } from './splunk/splunk-stand.test-support.ts';
import { startSinks } from './start-sinks.ts';
import { type SyslogStand, standOfSyslog } from './syslog/syslog-stand.test-support.ts';

describe('a ledger that is forwarded to Splunk and to a collector of syslog', () => {
  let folder = '';
  let database: Database;
  let ledger: Ledger;
  let splunk: SplunkStand;
  let syslog: SyslogStand;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sallyport-wire-'));
    database = await openTestDatabase({ dataDir: join(folder, 'database') });
    ledger = await openTestLedger(database);
    splunk = await standOfSplunk({ ackTimeoutMs: 1_500 });
    syslog = await standOfSyslog({ format: 'cef' });
  });
  afterAll(async () => {
    await Promise.all([splunk.close(), syslog.close()]);
    await database.close();
    await rm(folder, { recursive: true, force: true });
  });

  it('arrives whole in both, though each fails in its own way, and one event is refused', async () => {
    const append = (count: number) => ledger.commit(Array.from({ length: count }, () => ({ facts: someFacts() })));
    const until = (check: () => unknown) => vi.waitFor(check, { timeout: 60_000, interval: 20 });
    const arrived = async ({ taken }: SplunkStand | SyslogStand) => [...new Set(await taken())].sort((a, b) => a - b);
    await append(40);
    splunk.collector.refuse = ({ event }) => (JSON.stringify(event).includes('"sequence":17') ? 15 : undefined);
    splunk.collector.trouble = 9;
    syslog.collector.trouble = 'resetting';
    const opened = [
      { sink: splunk.sink, begin: 'start' },
      { sink: { ...syslog.sink, name: 'collector' }, begin: 'start' },
    ] as const;
    const backoff = { attempts: Number.POSITIVE_INFINITY, firstMs: 10, factor: 1, mostMs: 50 };
    const log = { warn: () => undefined, error: () => undefined };
    const sinks = startSinks({ sinks: opened, database, ledger, log, backoff, everyMs: 5 });
    await until(() => expect(splunk.collector.requests.length).toBeGreaterThan(1));
    await until(() => expect(syslog.collector.connections).toBeGreaterThan(1));
    splunk.collector.trouble = 'unindexed';
    syslog.collector.trouble = undefined;
    await until(() => expect(splunk.collector.requests.some(({ path }) => path.endsWith('/ack'))).toBe(true));
    splunk.collector.restart();
    splunk.collector.trouble = undefined;
    await append(20);
    const all = Array.from({ length: 60 }, (_, index) => index);
    await until(async () => expect(await arrived(syslog)).toEqual(all));
    await until(async () => expect(await arrived(splunk)).toEqual(all.filter((index) => index !== 17)));
    await sinks.stop();
    const dead = await listDeadLetters(database, { sink: 'siem', from: 0, most: 10 });
    expect(dead.map(({ index }) => index)).toEqual([17]);
    expect(syslog.collector.faults).toEqual([]);
    for (const { text = '' } of syslog.collector.messages)
      expect(readCef(text)).toMatchObject({ product: 'Sallyport' });
  });
});
