import { type Caller, SallyportError } from '@sallyport/core';
import { type Postgres, startPostgres } from '@sallyport/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TEST_ROOT_KEY } from '../../ledger/ledger-fixture.test-support.ts';
import { rootKeyWrapper } from '../../secrets/index.ts';
import { type Database, openDatabase } from '../../storage/index.ts';
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

const DOCTOR = { ...DEMAND, breakGlass: { groups: ['doctors'] } };
const ORDER = { reason: 'emergency_care', justification: 'The patient is unconscious.' } as const;

let server: Postgres;
let database: Database;
let keys: ReviewKeys;
beforeAll(async () => {
  server = await startPostgres();
  database = await openDatabase({ url: await server.createDatabase(), dataDir: '' });
  keys = await openReviewKeys({ database, wrapper: rootKeyWrapper(TEST_ROOT_KEY) });
});
afterAll(async () => {
  await database.close();
  await server.stop();
});

const open = (more: Partial<SomeReplica> = {}) => someReplica({ database, keys, ...more });
const asked = (id: string, caller: Caller) => ({ id, caller, clientIp: '192.0.2.9', check: () => undefined });
const never = { waitMs: 0, signal: new AbortController().signal };

describe("a caller's own review", () => {
  it('is told of, and nobody else’s is', async () => {
    const here = open();
    const caller = someCaller();
    const id = await requested(here, someCall({ caller }));
    const { body, pending } = await here.callers.read(asked(id, caller), never);
    expect(pending).toBe(true);
    expect(body).toEqual({
      review: {
        ...{ id, state: 'pending', kind: 'call', url: `https://sallyport.example/reviews/${id}` },
        ...{ connection: 'openai', operation: 'embeddings.create' },
        requested_at: '2026-01-02T03:04:05.000Z',
        expires_at: '2026-01-02T04:04:05.000Z',
        approvals: { given: 0, quorum: 1 },
      },
    });
    for (const other of [someCaller(), { ...caller, issuer: 'https://other.example/' }]) {
      expect((await raised(here.callers.read(asked(id, other), never))).code).toBe('review_unknown');
      expect((await raised(here.callers.cancel(asked(id, other)))).code).toBe('review_unknown');
      expect((await raised(here.callers.breakGlass(asked(id, other), ORDER))).code).toBe('review_unknown');
    }
    expect((await raised(here.callers.read(asked('x', caller), never))).code).toBe('review_unknown');
  });

  it('is not told of to a token that its connection would not take', async () => {
    const here = open();
    const caller = someCaller();
    const id = await requested(here, someCall({ caller, connection: 'other' }));
    const check = (name: string) => {
      if (name === 'other') throw new SallyportError('sender_unconstrained');
    };
    expect((await raised(here.callers.read({ ...asked(id, caller), check }, never))).code).toBe('sender_unconstrained');
  });

  it('is waited for until it is decided, elsewhere or here', async () => {
    const here = open();
    const caller = someCaller();
    for (const wakes of [false, true]) {
      const id = await requested(here, someCall({ caller, query: String(wakes) }));
      const waiting = here.callers.read(asked(id, caller), { ...never, waitMs: 25_000 });
      await setReview(database, id, { state: 'approved' });
      if (wakes) here.waiter.wake(id);
      expect(await waiting).toMatchObject({ pending: false, body: { review: { state: 'approved' } } });
    }
  });

  it('is told of at once when the service closes, or too many wait', async () => {
    const caller = someCaller();
    const closing = open();
    const id = await requested(closing, someCall({ caller }));
    const waiting = closing.callers.read(asked(id, caller), { ...never, waitMs: 25_000 });
    closing.callers.close();
    expect(await waiting).toMatchObject({ pending: true });
    const full = open({ waiting: 0 });
    expect(await full.callers.read(asked(id, caller), { ...never, waitMs: 25_000 })).toMatchObject({ pending: true });
  });

  it('is left when its caller goes away', async () => {
    const here = open();
    const caller = someCaller();
    const id = await requested(here, someCall({ caller }));
    const leaving = new AbortController();
    const waiting = raised(here.callers.read(asked(id, caller), { waitMs: 25_000, signal: leaving.signal }));
    leaving.abort(new SallyportError('cancelled'));
    expect((await waiting).code).toBe('cancelled');
  });

  it.each(['pending', 'approved'] as const)('is cancelled while it is %s, once', async (state) => {
    const here = open();
    const caller = someCaller();
    const id = await requested(here, someCall({ caller }));
    await setReview(database, id, { state });
    expect(await here.callers.cancel(asked(id, caller))).toMatchObject({ body: { review: { state: 'cancelled' } } });
    expect((await raised(here.callers.cancel(asked(id, caller)))).code).toBe('review_conflict');
    expect(here.kinds()).toEqual(['review.requested success', 'review.cancelled success']);
    expect(here.log.recorded[1]?.draft.clientIp).toBe('192.0.2.9');
  });

  it('is approved or cancelled, and not both', async () => {
    const here = open();
    const caller = someCaller();
    const id = await requested(here, someCall({ caller }));
    const approve = database.query({
      name: 'test_approve',
      text: `update review set state = 'approved' where id = $1::uuid and state = 'pending' returning id`,
      values: [id],
    });
    await Promise.allSettled([here.callers.cancel(asked(id, caller)), approve]);
    // Approved first and then cancelled is both in turn; what is cancelled is never approved.
    expect((await here.store.find(id))?.state).toBe('cancelled');
  });
});

describe('breaking the glass', () => {
  const doctor = () => someCaller({ groups: ['doctors'] });

  it('lets a call pass at once, tells everybody, and has it looked at afterwards', async () => {
    const here = open();
    const caller = doctor();
    const call = () => someCall({ caller, demand: DOCTOR });
    const id = await requested(here, call());
    const told = await here.callers.breakGlass(asked(id, caller), ORDER);
    expect(told).toMatchObject({ pending: false, body: { review: { id, state: 'approved' } } });
    expect(here.kinds()).toEqual(['review.requested success', 'review.decided success', 'review.requested success']);
    const [, decided, after] = here.log.recorded.map(({ draft }) => draft);
    expect(decided).toMatchObject({
      identity: { subject: caller.subject },
      details: {
        review: {
          id,
          decision: 'break_glass',
          reason: 'emergency_care',
          justification: keys.commitment(ORDER.justification, id),
        },
      },
    });
    expect(JSON.stringify(here.log.recorded)).not.toContain('unconscious');
    const child = after?.details.review?.id ?? '';
    expect(await here.store.findWhole(child)).toMatchObject({ kind: 'after_the_fact', state: 'pending', parent: id });
    expect(here.notices).toEqual([
      { review: id, kind: 'requested' },
      { review: id, kind: 'break_glass' },
      { review: child, kind: 'requested' },
    ]);
    expect((await here.calls.approve(call())).review.id).toBe(id);
    expect((await raised(here.calls.approve(someCall({ caller, headers: { 'sallyport-review': child } })))).code).toBe(
      'review_mismatch',
    );
  });

  it('seals the justification, and shows reviewers the same body', async () => {
    const here = open();
    const caller = doctor();
    const id = await requested(here, someCall({ caller, demand: DOCTOR }));
    await here.callers.breakGlass(asked(id, caller), ORDER);
    const [row] = await database.query({
      name: 'test_decision',
      text: 'select sealed_justification, person, decision from review_decision where review = $1::uuid',
      values: [id],
    });
    const sealed = new Uint8Array(row?.sealed_justification as Uint8Array);
    expect(keys.open(sealed, { review: id, use: 'justification' }).toString()).toBe(ORDER.justification);
    expect(row).toMatchObject({ decision: 'break_glass', person: JSON.stringify([caller.issuer, caller.subject]) });
    const child = here.notices.at(-1)?.review ?? '';
    const record = await here.store.findWhole(child);
    expect(keys.open(record?.sealedBody ?? new Uint8Array(), { review: child, use: 'body' }).toString()).toBe(
      '{"input":"[NAME]"}',
    );
  });

  it.each([
    ['whoever is in no such group now', { groups: ['notes'] }, DOCTOR, ORDER.justification, 'break_glass_not_allowed'],
    [
      'anybody where the rule has no such group',
      { groups: ['doctors'] },
      DEMAND,
      ORDER.justification,
      'break_glass_not_allowed',
    ],
    [
      'somebody who acts for a doctor',
      { groups: ['doctors'], actors: [{ issuer: 'https://login.example/', subject: 'bot' }] },
      DOCTOR,
      ORDER.justification,
      'reviewer_delegated',
    ],
    ['a doctor who does not say why', { groups: ['doctors'] }, DOCTOR, ' \n ', 'justification_invalid'],
    ['a doctor who says too much', { groups: ['doctors'] }, DOCTOR, 'x'.repeat(2_001), 'justification_invalid'],
  ])('is refused to %s', async (_, more, demand, justification, code) => {
    const here = open();
    const caller = someCaller(more);
    const id = await requested(here, someCall({ caller, demand }));
    const work = here.callers.breakGlass(asked(id, caller), { reason: 'patient_safety', justification });
    expect((await raised(work)).code).toBe(code);
    expect((await here.store.find(id))?.state).toBe('pending');
    if (code !== 'justification_invalid') expect(here.kinds()).toContain('review.decided failure');
  });

  it.each(['approved', 'rejected', 'used', 'cancelled', 'expired'] as const)(
    'is refused where it is %s',
    async (state) => {
      const here = open();
      const caller = doctor();
      const id = await requested(here, someCall({ caller, demand: DOCTOR }));
      await setReview(database, id, { state });
      expect((await raised(here.callers.breakGlass(asked(id, caller), ORDER))).code).toBe('review_conflict');
      expect((await here.store.find(id))?.state).toBe(state);
    },
  );

  it('happens once, and leaves one review after the fact, when it is done twice at once', async () => {
    const [here, there] = [open(), open()];
    const caller = doctor();
    const id = await requested(here, someCall({ caller, demand: DOCTOR }));
    const broken = await Promise.allSettled([
      here.callers.breakGlass(asked(id, caller), ORDER),
      there.callers.breakGlass(asked(id, caller), ORDER),
    ]);
    expect(broken.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const rows = await database.query({
      name: 'test_children',
      text: 'select id from review where parent = $1::uuid',
      values: [id],
    });
    expect(rows).toHaveLength(1);
  });

  it('does nothing when it cannot be recorded', async () => {
    const here = open();
    const caller = doctor();
    const id = await requested(here, someCall({ caller, demand: DOCTOR }));
    here.log.state = 'away';
    expect((await raised(here.callers.breakGlass(asked(id, caller), ORDER))).code).toBe('ledger_unavailable');
    expect((await here.store.find(id))?.state).toBe('pending');
    expect(here.notices).toHaveLength(1);
  });
});
