import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { utf8 } from '@sallyport/core';
import { heldPayload } from '@sallyport/pipeline';
import { type Postgres, startPostgres, type TestClock } from '@sallyport/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TEST_ROOT_KEY } from '../../ledger/ledger-fixture.test-support.ts';
import { FakeEventLog } from '../../quota/fake-event-log.test-support.ts';
import { rootKeyWrapper } from '../../secrets/index.ts';
import type { Database } from '../../storage/index.ts';
import { openTestDatabase } from '../../storage/open-test-database.test-support.ts';
import { openReviewKeys, type ReviewKeys } from '../review-keys.ts';
import {
  DEMAND,
  raised,
  requested,
  type SomeReplica,
  setReview,
  someCall,
  someCaller,
  someReplica,
} from './calls-fixture.test-support.ts';

const HOUR = 3_600_000;
let folder = '';
let server: Postgres;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sallyport-reviews-'));
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

describe.each(['pglite', 'postgresql'] as const)('reviews of calls on %s', (kind) => {
  let database: Database;
  let keys: ReviewKeys;
  beforeAll(async () => {
    database = await openTestDatabase(await locations[kind]());
    keys = await openReviewKeys({ database, wrapper: rootKeyWrapper(TEST_ROOT_KEY) });
  });
  afterAll(() => database.close());
  const open = (more: Partial<SomeReplica> = {}) => someReplica({ database, keys, ...more });
  const approve = (id: string, clock: TestClock) =>
    setReview(database, id, { state: 'approved', expiresAt: clock.now() + 900_000 });

  it('asks people once for the same call, and says where', async () => {
    const [here, there] = [open(), open()];
    const call = someCall({ message: 'Bulk exports are reviewed.' });
    const error = await raised(here.calls.approve(call));
    const id = error.details.review?.id ?? '';
    expect(error).toMatchObject({
      code: 'review_required',
      details: {
        review: { id, state: 'pending', url: `https://sallyport.example/reviews/${id}` },
        note: 'Bulk exports are reviewed.',
      },
    });
    expect(await requested(here, call)).toBe(id);
    expect(await requested(there, call)).toBe(id);
    expect(here.notices).toEqual([{ review: id, kind: 'requested' }]);
    expect(here.kinds()).toEqual(['review.requested success']);
    expect(there.kinds()).toEqual([]);
  });

  it('keeps what reviewers see and what makes the call again sealed, and the event free of values', async () => {
    const here = open();
    const call = someCall({ subject: new Uint8Array(16).fill(9) });
    const id = await requested(here, call);
    const record = await here.store.findWhole(id);
    const context = (use: 'subject' | 'body') => ({ review: id, use });
    expect(keys.open(record?.sealedSubject ?? new Uint8Array(), context('subject'))).toEqual(Buffer.alloc(16, 9));
    expect(keys.open(record?.sealedBody ?? new Uint8Array(), context('body')).toString()).toBe('{"input":"[NAME]"}');
    expect(record).toMatchObject({
      bodyCut: false,
      bodyBytes: 18,
      demand: DEMAND,
      requester: { clientIp: '192.0.2.7' },
    });
    expect(here.log.recorded[0]?.draft).toMatchObject({
      identity: { subject: call.caller.subject },
      details: { rule: 'bulk', review: { id, kind: 'call', approvals: { given: 0, quorum: 1 } } },
    });
    expect(JSON.stringify(here.log.recorded)).not.toContain('[NAME]');
    expect(await here.calls.subjectOf(call)).toEqual(Buffer.alloc(16, 9));
  });

  it('shows reviewers no more of a body than its beginning', async () => {
    const here = open();
    const id = await requested(here, someCall({ egress: heldPayload(new Uint8Array(70_000).fill(0x61)) }));
    const record = await here.store.findWhole(id);
    expect(record).toMatchObject({ bodyCut: true, bodyBytes: 70_000 });
    const shown = keys.open(record?.sealedBody ?? new Uint8Array(), { review: id, use: 'body' });
    expect(shown.toString()).toBe('a'.repeat(65_536));
  });

  it.each(['named', 'found'])('lets an approved call pass once where its review is %s', async (how) => {
    const here = open();
    const caller = someCaller();
    const id = await requested(here, someCall({ caller }));
    await approve(id, here.clock);
    const again = someCall({ caller, headers: how === 'named' ? naming(id) : {} });
    const approval = await here.calls.approve(again);
    expect(approval.review).toMatchObject({ id, kind: 'call' });
    const second = await raised(here.calls.approve(again));
    expect(second.code).toBe(how === 'named' ? 'review_used' : 'review_required');
    expect(second.details.review?.id === id).toBe(how === 'named');
  });

  it('gives an approval to one of two replicas that use it at once', async () => {
    const [here, there] = [open(), open()];
    const caller = someCaller();
    const id = await requested(here, someCall({ caller }));
    await approve(id, here.clock);
    const named = () => someCall({ caller, headers: naming(id) });
    const uses = await Promise.allSettled([here.calls.approve(named()), there.calls.approve(named())]);
    expect(uses.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    const lost = uses.find((one) => one.status === 'rejected');
    expect(lost?.reason).toMatchObject({ code: 'review_used' });
  });

  it('takes an approval that its call could not record back, and one that somebody else used not', async () => {
    const here = open();
    const caller = someCaller();
    const id = await requested(here, someCall({ caller }));
    await approve(id, here.clock);
    const approval = await here.calls.approve(someCall({ caller, headers: naming(id) }));
    await approval.giveBack();
    here.clock.advance(1000);
    expect((await here.calls.approve(someCall({ caller }))).review.id).toBe(id);
    await approval.giveBack();
    expect((await here.store.find(id))?.state).toBe('used');
  });

  it('leaves an approval used whose replica died before it sent the call', async () => {
    const [here, there] = [open(), open()];
    const caller = someCaller();
    const id = await requested(here, someCall({ caller }));
    await approve(id, here.clock);
    // It dies here: nobody gives the approval back, and no intent is recorded.
    await here.calls.approve(someCall({ caller, headers: naming(id) }));
    expect(await raised(there.calls.approve(someCall({ caller, headers: naming(id) })))).toMatchObject({
      code: 'review_used',
    });
    expect(await requested(there, someCall({ caller }))).not.toBe(id);
  });

  it.each([
    ['a body that was changed after approval', { body: heldPayload(utf8('{"input":"Bob"}')) }],
    ['other bytes after transformation', { egress: heldPayload(utf8('{"input":"[NAME_1]"}')) }],
    ['another connection', { connection: 'other' }],
    ['another operation', { operation: 'chat.completions.create' }],
    ['another path', { path: '/embeddings/x' }],
    ['another query', { query: 'a=b' }],
    ['another policy', { policy: `sha256:${'cd'.repeat(32)}` }],
    ['another rule', { rule: 'another' }],
    ['another content type', { headers: { 'content-type': 'application/json; charset=utf-8' } }],
  ])('does not let an approval serve %s', async (_, more) => {
    const here = open();
    const caller = someCaller();
    const id = await requested(here, someCall({ caller }));
    await approve(id, here.clock);
    const changed = someCall({
      ...more,
      caller,
      headers: { ...('headers' in more ? more.headers : {}), ...naming(id) },
    });
    expect((await raised(here.calls.approve(changed))).code).toBe('review_mismatch');
    expect((await raised(here.calls.approve(someCall({ ...more, caller })))).code).toBe('review_required');
    expect((await here.store.find(id))?.state).toBe('approved');
  });

  it.each(['somebody else’s', 'unknown', 'not a UUID'])('does not know a review that is %s', async (whose) => {
    const here = open();
    const id = await requested(here, someCall());
    const name = { 'somebody else’s': id, unknown: crypto.randomUUID(), 'not a UUID': `${id}'; --` }[whose] ?? '';
    const call = someCall({ headers: naming(name) });
    expect((await raised(here.calls.subjectOf(call))).code).toBe('review_unknown');
    expect((await raised(here.calls.approve(call))).code).toBe('review_unknown');
  });

  it('refuses the same bytes while a rejection lasts, and asks again after', async () => {
    const here = open();
    const caller = someCaller();
    const id = await requested(here, someCall({ caller }));
    await setReview(database, id, { state: 'rejected' });
    expect(await raised(here.calls.approve(someCall({ caller })))).toMatchObject({
      code: 'review_rejected',
      details: { review: { id, state: 'rejected' } },
    });
    expect((await raised(here.calls.approve(someCall({ caller, headers: naming(id) })))).code).toBe('review_rejected');
    here.clock.advance(HOUR);
    expect(await requested(here, someCall({ caller }))).not.toBe(id);
  });

  it.each(['pending', 'approved'] as const)('expires a review that is %s, once and for all', async (state) => {
    const [here, there] = [open(), open()];
    const caller = someCaller();
    const id = await requested(here, someCall({ caller }));
    await setReview(database, id, { state });
    here.clock.advance(HOUR);
    const named = () => someCall({ caller, headers: naming(id) });
    expect((await raised(here.calls.approve(named()))).code).toBe('review_expired');
    expect(here.kinds()).toEqual(['review.requested success', 'review.expired success']);
    // That replica's clock still is where it was when the review was asked for.
    expect((await raised(there.calls.approve(named()))).code).toBe('review_expired');
    expect(await requested(here, someCall({ caller }))).not.toBe(id);
  });

  it('does not use an approval that ends between look and use', async () => {
    const here = open();
    const caller = someCaller();
    const id = await requested(here, someCall({ caller }));
    await approve(id, here.clock);
    expect(await here.store.use(id, here.clock.now() + 900_000)).toBe(false);
    expect((await here.store.find(id))?.state).toBe('approved');
  });

  it.each([
    ['cancelled', { state: 'cancelled' }, 'review_cancelled'],
    ['revoked', { state: 'cancelled', revokedAt: 1_767_323_045_000 }, 'review_revoked'],
  ] as const)('says of an approval that was %s what became of it', async (_, to, code) => {
    const here = open();
    const caller = someCaller();
    const id = await requested(here, someCall({ caller }));
    await setReview(database, id, to);
    expect((await raised(here.calls.approve(someCall({ caller, headers: naming(id) })))).code).toBe(code);
    expect(await requested(here, someCall({ caller }))).not.toBe(id);
  });

  it('lets one of use and revocation happen', async () => {
    const here = open();
    const caller = someCaller();
    const id = await requested(here, someCall({ caller }));
    await approve(id, here.clock);
    const revoke = database.query({
      name: 'test_revoke',
      text: `update review set state = 'cancelled', revoked_at = now() where id = $1::uuid and state = 'approved' returning id`,
      values: [id],
    });
    const [used, revoked] = await Promise.all([here.store.use(id, here.clock.now()), revoke]);
    expect([used, revoked.length > 0].filter(Boolean)).toHaveLength(1);
  });

  it('lets any calls of the same kind pass in a window, until it ends, and none of another', async () => {
    const here = open();
    const caller = someCaller();
    const id = await requested(here, someCall({ caller }));
    await setReview(database, id, { state: 'approved', kind: 'window', expiresAt: here.clock.now() + HOUR });
    const other = heldPayload(utf8('{"input":"Bob"}'));
    for (const headers of [{}, naming(id)]) {
      const approval = await here.calls.approve(someCall({ caller, body: other, headers }));
      expect(approval.review).toMatchObject({ id, kind: 'window' });
      await approval.giveBack();
    }
    expect((await here.store.find(id))?.state).toBe('approved');
    expect(await here.calls.subjectOf(someCall({ caller }))).toBeUndefined();
    for (const more of [{ connection: 'other' }, { operation: 'x' }, { rule: 'x' }, { policy: 'x' }]) {
      expect((await raised(here.calls.approve(someCall({ caller, ...more })))).code).toBe('review_required');
      const named = someCall({ caller, ...more, headers: naming(id) });
      expect((await raised(here.calls.approve(named))).code).toBe('review_mismatch');
    }
    here.clock.advance(HOUR);
    expect((await raised(here.calls.approve(someCall({ caller, headers: naming(id) })))).code).toBe('review_expired');
    expect((await raised(here.calls.approve(someCall({ caller })))).code).toBe('review_required');
  });

  it('asks for no more reviews than there is room for, of one identity and of all', async () => {
    const caller = someCaller();
    const few = open({ bounds: { pending: 1_000_000, pendingPerIdentity: 2, attachmentBytes: 1_000_000 } });
    const call = (n: number, who = caller) => someCall({ caller: who, body: heldPayload(utf8(`{"input":"${n}"}`)) });
    await requested(few, call(1));
    await requested(few, call(2));
    expect(await raised(few.calls.approve(call(3)))).toMatchObject({ code: 'reviews_full', retry: true });
    // What waits already has its place.
    await requested(few, call(1));
    await requested(few, call(3, someCaller()));
    const full = open({ bounds: { pending: 1, pendingPerIdentity: 100, attachmentBytes: 1_000_000 } });
    expect((await raised(full.calls.approve(call(4, someCaller())))).code).toBe('reviews_full');
    expect(full.kinds()).toEqual([]);
  });

  it('supersedes a review that waits under another rule of the same policy', async () => {
    const here = open();
    const caller = someCaller();
    const id = await requested(here, someCall({ caller }));
    const next = await requested(here, someCall({ caller, rule: 'at-night' }));
    expect(next).not.toBe(id);
    expect((await here.store.find(id))?.state).toBe('cancelled');
    expect(here.kinds()).toContain('review.cancelled success');
  });

  it('opens one review for the same call that comes twice at once', async () => {
    const [here, there] = [open(), open()];
    const caller = someCaller();
    const ids = await Promise.all([requested(here, someCall({ caller })), requested(there, someCall({ caller }))]);
    expect(new Set(ids).size).toBe(1);
    expect([...here.notices, ...there.notices]).toHaveLength(1);
  });

  it('asks nobody when that cannot be recorded', async () => {
    const log = new FakeEventLog();
    const here = open({ log });
    log.state = 'away';
    const caller = someCaller();
    expect((await raised(here.calls.approve(someCall({ caller })))).code).toBe('ledger_unavailable');
    expect(here.notices).toEqual([]);
    log.state = 'here';
    await requested(here, someCall({ caller }));
  });
});

function naming(id: string) {
  return { 'sallyport-review': id };
}
