import { SallyportError } from '@sallyport/core';
import { describe, expect, it } from 'vitest';
import type { EventDraft } from '../door/event-log.ts';
import { LedgerReads, ONE_READ_MS } from './ledger-reads.ts';

const ADA = {
  id: '00000000-0000-4000-8000-0000000000a1',
  identity: { issuer: 'https://login.example/', subject: 'ada' },
};
const BEA = { ...ADA, id: '00000000-0000-4000-8000-0000000000a2' };

function opened(record: (draft: EventDraft) => Promise<void> = async () => undefined) {
  let now = 1_700_000_000_000;
  const drafts: EventDraft[] = [];
  const log = {
    record: (draft: EventDraft) => {
      drafts.push(draft);
      return record(draft);
    },
  };
  const reads = new LedgerReads({ log, clock: { now: () => now }, read: 'ledger' });
  return {
    reads,
    drafts,
    wait: (ms: number) => {
      now += ms;
    },
  };
}

describe('LedgerReads', () => {
  it('records one event of a session in ten minutes, however much it reads, also at once', async () => {
    const { reads, drafts, wait } = opened();
    await Promise.all(Array.from({ length: 50 }, () => reads.note(ADA, '192.0.2.7')));
    wait(ONE_READ_MS - 1);
    await reads.note(ADA, '192.0.2.7');
    expect(drafts).toStrictEqual([
      {
        ...{ kind: 'admin.read', status: 'success', identity: ADA.identity, clientIp: '192.0.2.7' },
        details: { adminSessionId: ADA.id, read: 'ledger' },
      },
    ]);
    await reads.note(BEA, '192.0.2.7');
    wait(1);
    await reads.note(ADA, '192.0.2.7');
    expect(drafts.map(({ details }) => details.adminSessionId)).toStrictEqual([ADA.id, BEA.id, ADA.id]);
  });

  it('lets nobody read what could not be recorded, and tries again', async () => {
    let fails = true;
    const { reads, drafts } = opened(async () => {
      if (fails) throw new SallyportError('ledger_unavailable');
    });
    for (let times = 0; times < 2; times += 1) {
      await expect(reads.note(ADA, '192.0.2.7')).rejects.toMatchObject({ code: 'ledger_unavailable' });
    }
    fails = false;
    await reads.note(ADA, '192.0.2.7');
    await reads.note(ADA, '192.0.2.7');
    expect(drafts).toHaveLength(3);
  });
});
