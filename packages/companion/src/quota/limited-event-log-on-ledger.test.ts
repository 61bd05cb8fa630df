import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '@sallyport/core';
import { importEventKeys, verifyEvent } from '@sallyport/ledger';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type EventDraft, ledgerEventLog } from '../door/event-log.ts';
import { openTestLedger, testIdentity } from '../ledger/ledger-fixture.test-support.ts';
import type { Database } from '../storage/index.ts';
import { openTestDatabase } from '../storage/open-test-database.test-support.ts';
import { createQuota } from './create-quota.ts';
import { limitedEventLog } from './limited-event-log.ts';

const FAILURE: EventDraft = {
  kind: 'auth.failed',
  status: 'failure',
  clientIp: '192.0.2.7',
  details: { error: 'token_invalid' },
};

let folder = '';
let database: Database;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sallyport-limited-'));
  database = await openTestDatabase({ dataDir: folder });
});
afterAll(async () => {
  await database.close();
  await rm(folder, { recursive: true, force: true });
});

describe('a limited event log on a ledger', () => {
  it('has every failure in the ledger once, although a commit was not acknowledged', async () => {
    let deaf = false;
    const lossy: Database = {
      ...database,
      query: async (statement) => {
        const rows = await database.query(statement);
        if (deaf) throw new Error('invented');
        return rows;
      },
    };
    const ledger = await openTestLedger(lossy);
    const quota = createQuota({ perMinute: 2, clock: systemClock });
    const events = limitedEventLog(ledgerEventLog(ledger, systemClock), { quota });
    for (let time = 0; time < 100; time += 1) await events.record(FAILURE);
    deaf = true;
    await expect(events.close()).rejects.toMatchObject({ code: 'ledger_unavailable' });
    deaf = false;
    await events.close();
    const keys = await importEventKeys([(await testIdentity(database)).eventSigner.publicKey]);
    const event = async (index: number) => verifyEvent(await ledger.leaf(index), keys);
    expect(await event(1)).toMatchObject({ src_endpoint: { ip: '192.0.2.7' }, unmapped: {} });
    expect(await event(2)).toMatchObject({
      metadata: { event_code: 'auth.failed' },
      actor: { user: { name: 'unknown' } },
      api: { response: { error: 'token_invalid' } },
      src_endpoint: { svc_name: 'sallyport' },
      status_id: 2,
      unmapped: { count: 98 },
    });
    await expect(ledger.leaf(3)).rejects.toMatchObject({ code: 'ledger_corrupt' });
  });
});
