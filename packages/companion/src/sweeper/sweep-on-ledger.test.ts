import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Clock, systemClock } from '@sallyport/core';
import { type EventKeys, importEventKeys, verifyEvent } from '@sallyport/ledger';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ledgerEventLog } from '../door/event-log.ts';
import type { Ledger } from '../ledger/index.ts';
import { openTestLedger, testIdentity, verifyFolder } from '../ledger/ledger-fixture.test-support.ts';
import type { Database } from '../storage/index.ts';
import { openTestDatabase } from '../storage/open-test-database.test-support.ts';
import { intentFacts } from './fake-swept-ledger.test-support.ts';
import { startSweeper } from './start-sweeper.ts';

let folder = '';
let database: Database;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sallyport-sweep-'));
  database = await openTestDatabase({ dataDir: join(folder, 'data') });
});
afterAll(async () => {
  await database.close();
  await rm(folder, { recursive: true, force: true });
});

function sweeperOf(ledger: Ledger, keys: EventKeys, clock: Clock = systemClock) {
  const said: unknown[] = [];
  const say = (...line: unknown[]) => said.push(line);
  const sweeper = startSweeper({
    ledger: {
      unclosedSessions: (query) => ledger.unclosedSessions(query),
      readEvent: async (index) => verifyEvent(await ledger.leaf(index), keys),
    },
    events: ledgerEventLog(ledger, clock),
    log: { warn: say, error: say },
    openedBefore: () => clock.now(),
    pageSize: 16,
  });
  return { sweeper, said };
}

describe('a sweep of a ledger', () => {
  it('closes what is open, once, also when two sweep at a time, and the ledger verifies', async () => {
    const ledger = await openTestLedger(database);
    const keys = await importEventKeys([(await testIdentity(database)).eventSigner.publicKey]);
    const ids = Array.from({ length: 50 }, () => crypto.randomUUID());
    await Promise.all(ids.map((id) => ledger.append(intentFacts(id), { session: 'open' })));
    const sweepers = [sweeperOf(ledger, keys), sweeperOf(await openTestLedger(database), keys)];
    const open = () => ledger.unclosedSessions({ openedBefore: Date.now(), limit: 100 });
    await expect.poll(open).toStrictEqual([]);
    await Promise.all(sweepers.map(({ sweeper }) => sweeper.stop()));
    const lines = sweepers.flatMap(({ said }) => said as [string, { readonly count: number }][]);
    expect(new Set(lines.map(([message]) => message))).toStrictEqual(new Set(['sessions closed as unknown']));
    expect(lines.reduce((sum, [, { count }]) => sum + count, 0)).toBe(50);
    const closed = [];
    for (const index of ids.keys()) closed.push(await verifyEvent(await ledger.leaf(50 + index), keys));
    expect(new Set(closed.map(({ api }) => api.request?.uid))).toStrictEqual(new Set(ids));
    const outcome = {
      metadata: { event_code: 'session.outcome', correlation_uid: '00000000-0000-4000-8000-000000000001' },
      status_id: 0,
      actor: { user: { uid: 'notes-app' }, idp: { uid: 'https://idp.example' } },
      api: { operation: 'embeddings.create', service: { name: 'openai' } },
      src_endpoint: { ip: '192.0.2.7' },
    };
    for (const event of closed) expect(event).toMatchObject(outcome);
    await ledger.exportTo(join(folder, 'export'));
    expect(await verifyFolder(join(folder, 'export'))).toMatchObject({ ok: true, size: 100 });
  });
});
