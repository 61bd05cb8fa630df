import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../storage/index.ts';
import { openTestDatabase } from '../storage/open-test-database.test-support.ts';
import { ActivityFixture, ADA, BEN, GRACE } from './activity-fixture.test-support.ts';
import type { DigestContent } from './digest-content.ts';
import { personText } from './finding-tally.ts';
import { hasOwnFindings } from './own-findings.ts';

const CONTENT: DigestContent = {
  ...{ version: 1, id: '0b54a1de-3a49-4f0b-9f0a-5c3d7a9e1f20', every: 'weekly', time_zone: 'UTC' },
  ...{ from: '2026-11-23T00:00:00.000Z', to: '2026-11-30T00:00:00.000Z', made_at: '2026-11-30T00:15:00.000Z' },
  ...{ first: 0, end: 9, counts: { entries: {}, calls: 0, denied: 0, identities: 0 } },
  ...{ findings: [], unlisted: 0, unnamed: [] },
};

let folder = '';
let database: Database;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sallyport-own-'));
  database = await openTestDatabase({ dataDir: folder });
  const fixture = await ActivityFixture.open({ database, now: CONTENT.made_at });
  await fixture.call(ADA, '2026-11-29T10:00:00Z');
  await fixture.call(BEN, '2026-11-22T10:00:00Z');
  await fixture.call(BEN, CONTENT.to);
});
afterAll(async () => {
  await database.close();
  await rm(folder, { recursive: true, force: true });
});

const people = [{ name: 'grace', accounts: [GRACE], services: [ADA] }];

describe('findings about somebody', () => {
  it('are there where the list has no room to name them', async () => {
    const content = { ...CONTENT, unlisted: 7, unnamed: [personText(ADA)] };
    const own = (identity: typeof ADA) => hasOwnFindings({ database, people }, content, identity);
    expect([await own(ADA), await own(GRACE), await own(BEN)]).toEqual([true, true, false]);
  });

  it('may be there, where not all are known, if they called in the period', async () => {
    const own = (cut: object, identity: typeof ADA) =>
      hasOwnFindings({ database, people }, { ...CONTENT, ...cut }, identity);
    expect([await own({}, ADA), await own({}, GRACE)]).toEqual([false, false]);
    const cut = { unnamed_cut: true };
    expect([await own(cut, ADA), await own(cut, GRACE), await own(cut, BEN)]).toEqual([true, true, false]);
  });
});
