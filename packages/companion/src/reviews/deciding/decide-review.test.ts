import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ErrorCode } from '@sallyport/core';
import { type Postgres, startPostgres } from '@sallyport/testkit';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Database, schema } from '../../storage/index.ts';
import { openTestDatabase } from '../../storage/open-test-database.test-support.ts';
import { ADA, ASKED_AT, type KeptReview, keepReviews } from '../kept-reviews.test-support.ts';
import { Desk } from './desk.test-support.ts';
import { findReview } from './find-review.ts';

const ISSUER = 'https://login.example';
const account = (subject: string, issuer = ISSUER) => ({ issuer, subject });
/** Ada has two accounts and answers for a service; Grace has two accounts. */
const PEOPLE = [
  { name: 'ada', accounts: [ADA, account('ada.admin')], services: [account('ada-bot')] },
  { name: 'grace', accounts: [account('grace.example'), account('grace.admin')] },
];
const WHY = 'looked at it, nothing left in';

let folder = '';
let server: Postgres;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sallyport-deciding-'));
  server = await startPostgres();
});
afterAll(async () => {
  await server.stop();
  await rm(folder, { recursive: true, force: true });
});

describe.each(['pglite', 'postgresql'] as const)('deciding reviews on %s', (kind) => {
  let database: Database;
  let desk: Desk;
  beforeAll(async () => {
    const url = kind === 'pglite' ? undefined : await server.createDatabase();
    database = await openTestDatabase({ url, dataDir: join(folder, kind) });
  });
  beforeEach(async () => {
    for (const table of [schema.review, schema.reviewDecision]) await database.orm.delete(table);
    desk = await Desk.open(database, PEOPLE);
  });
  afterAll(() => database.close());

  const keep = async (wanted: KeptReview = {}) => (await keepReviews(database, desk.keys, [wanted]))[0] ?? '';
  const order = (review: string, more: object = {}) =>
    ({ review, decision: 'approve', justification: WHY, ...more }) as const;
  const approve = (review: string, subject: string, more = {}) =>
    desk.deciding().decide(desk.reviewer(subject), order(review, more));
  const refused = async (work: Promise<unknown>, code: ErrorCode) =>
    expect(
      await work.then(
        () => 'done',
        (cause: { code: string }) => cause.code,
      ),
    ).toBe(code);

  it('approves once as many different people have, and says until when', async () => {
    const id = await keep();
    expect(await approve(id, 'grace.example')).toMatchObject({ state: 'pending', expiresAt: ASKED_AT + 3_600_000 });
    const now = desk.clock.now();
    const decided = await approve(id, 'mary.example');
    expect(decided).toMatchObject({ state: 'approved', kind: 'call', decidedAt: now, expiresAt: now + 600_000 });
    expect(desk.log.lines()).toEqual(['review.decided approve 1/2', 'review.decided approve 2/2']);
    expect(desk.notices).toEqual(['decided']);
    const [first, last] = desk.log.drafts;
    expect(first).toMatchObject({
      status: 'success',
      identity: account('grace.example'),
      clientIp: '192.0.2.7',
      details: { connection: 'openai', rule: 'bulk', review: { id, requester: ADA } },
    });
    expect(first?.details.review?.justification).toBe(desk.keys.commitment(WHY, id));
    expect(last?.details.review?.until).toBe(now + 600_000);
    expect(JSON.stringify(desk.log.drafts)).not.toContain(WHY);
  });

  it('keeps why sealed, and what is committed to beside it', async () => {
    const id = await keep({ demand: { quorum: 1 } });
    await approve(id, 'grace.example', { justification: `  ${WHY}\n` });
    const [row] = await database.orm.select().from(schema.reviewDecision);
    expect(row).toMatchObject({ person: 'grace', commitment: desk.keys.commitment(WHY, id) });
    const opened = desk.keys.open(row?.sealedJustification ?? new Uint8Array(), { review: id, use: 'justification' });
    expect(Buffer.from(opened).toString()).toBe(WHY);
  });

  it('rejects by one', async () => {
    const id = await keep();
    await approve(id, 'grace.example');
    const decided = await approve(id, 'mary.example', { decision: 'reject' });
    expect(decided).toMatchObject({ state: 'rejected', expiresAt: ASKED_AT + 3_600_000 });
    await refused(approve(id, 'joan.example'), 'review_conflict');
    expect(desk.log.lines()).toEqual([
      'review.decided approve 1/2',
      'review.decided reject 1/2',
      'review.decided approve review_conflict',
    ]);
    expect(desk.notices).toEqual(['decided']);
  });

  it.each<[string, KeptReview, string, ErrorCode]>([
    ['the requester', {}, 'ada.example', 'reviewer_is_requester'],
    ['another account of the requester', {}, 'ada.admin', 'reviewer_is_requester'],
    ['who asks by another account', { requester: account('ada.admin') }, 'ada.example', 'reviewer_is_requester'],
    ['who answers for the service that asks', { requester: account('ada-bot') }, 'ada.admin', 'reviewer_is_requester'],
    ['an actor', { requester: account('eve'), actors: [account('mary')] }, 'mary', 'reviewer_is_requester'],
    ['another account of an actor', { requester: account('eve'), actors: [ADA] }, 'ada.admin', 'reviewer_is_requester'],
    [
      'who answers for an actor before the last',
      { requester: account('eve'), actors: [account('relay'), account('ada-bot')] },
      'ada.example',
      'reviewer_is_requester',
    ],
    [
      'who answers for the client',
      { requester: account('eve'), client: 'ada-bot' },
      'ada.example',
      'reviewer_is_requester',
    ],
    ['a service of somebody', { requester: account('eve') }, 'ada-bot', 'reviewer_delegated'],
  ])('is not for %s', async (_, wanted, subject, code) => {
    const id = await keep({ ...wanted, demand: { quorum: 1 } });
    for (const decision of ['approve', 'reject']) await refused(approve(id, subject, { decision }), code);
    expect((await findReview(database, id)).state).toBe('pending');
    expect(desk.log.lines()).toEqual([`review.decided approve ${code}`, `review.decided reject ${code}`]);
    expect(desk.log.drafts.every(({ status }) => status === 'failure')).toBe(true);
    expect(await database.orm.select().from(schema.reviewDecision)).toEqual([]);
  });

  it('is for a namesake at another issuer', async () => {
    const id = await keep({ demand: { quorum: 1 } });
    const identity = account('ada.example', 'https://other.example');
    const reviewer = desk.reviewer('ada.example', ['privacy-office'], { identity });
    expect(await desk.deciding().decide(reviewer, order(id))).toMatchObject({ state: 'approved' });
  });

  it('is not for somebody who acts for a person, nor for what is known to be a service', async () => {
    const id = await keep();
    const delegated = desk.reviewer('grace.example', ['privacy-office'], { delegated: true });
    await refused(desk.deciding().decide(delegated, order(id)), 'reviewer_delegated');
    const robot = desk.reviewer('robot.example');
    desk.memberships.set('robot.example', { groups: ['privacy-office'], nature: 'service' });
    await refused(desk.deciding().decide(robot, order(id)), 'reviewer_delegated');
  });

  it.each([
    ['in no group', [], []],
    ['in a group like it', ['Privacy-Office', 'privacy-office '], ['privacy-office']],
    ['whose group was taken away since the login', ['privacy-office'], ['staff']],
    ['who got the group since the login', ['staff'], ['privacy-office']],
    ['of the second group before it is asked', ['board'], ['board']],
  ])('is not for somebody %s', async (_, groups, current) => {
    const id = await keep({ demand: { escalate: { after: 60, groups: ['board'] } } });
    const reviewer = desk.reviewer('mary.example', groups);
    desk.memberships.set('mary.example', { groups: current });
    await refused(desk.deciding().decide(reviewer, order(id)), 'reviewer_not_allowed');
  });

  it('counts no approval of somebody who has left the group since, and counts it again when they are back', async () => {
    const id = await keep();
    await approve(id, 'grace.example');
    desk.memberships.set('grace.example', { groups: ['staff'] });
    expect(await approve(id, 'mary.example')).toMatchObject({ state: 'pending' });
    desk.memberships.set('grace.example', { groups: ['privacy-office'] });
    expect(await approve(id, 'joan.example')).toMatchObject({ state: 'approved' });
    expect(desk.log.lines()).toEqual([
      'review.decided approve 1/2',
      'review.decided approve 1/2',
      'review.decided approve 3/2',
    ]);
  });

  it('counts no approval of who turns out to be the requester', async () => {
    const id = await keep();
    await approve(id, 'twin.example');
    desk = await Desk.open(database, [{ name: 'ada', accounts: [ADA, account('twin.example')] }]);
    desk.reviewer('twin.example');
    expect(await approve(id, 'mary.example')).toMatchObject({ state: 'pending' });
  });

  it('counts a person once, by whatever account', async () => {
    const id = await keep();
    await approve(id, 'grace.example');
    await refused(approve(id, 'grace.example'), 'review_conflict');
    await refused(approve(id, 'grace.admin'), 'review_conflict');
    await refused(approve(id, 'grace.admin', { decision: 'reject' }), 'review_conflict');
    expect((await findReview(database, id)).state).toBe('pending');
  });

  it.each([
    ['nothing', ''],
    ['only space', ' \n\t '],
    ['too much', 'x'.repeat(2_001)],
    ['too many characters beyond the first plane', '😀'.repeat(2_001)],
    ['half a character', 'fine \ud800'],
  ])('needs a justification, not %s', async (_, justification) => {
    const id = await keep();
    await refused(approve(id, 'grace.example', { justification }), 'justification_invalid');
    await approve(id, 'grace.example', { justification: '😀'.repeat(2_000) });
  });

  it.each(['no-uuid', '0b54a1de-3a49-4f0b-9f0a-5c3d7a9e1f20', ''])('knows no review %j', async (id) => {
    await refused(approve(id, 'grace.example'), 'review_unknown');
    expect(desk.log.drafts).toEqual([]);
  });

  it.each(['approved', 'rejected', 'cancelled', 'used'] as const)('decides none that is %s', async (state) => {
    await refused(approve(await keep({ state }), 'grace.example'), 'review_conflict');
  });

  it('decides none after its time, wherever the clock goes then', async () => {
    const id = await keep({ demand: { quorum: 1 } });
    desk.time.advance(3_599_000);
    await refused(approve(id, 'grace.example'), 'review_expired');
    desk.time.advance(-50_000);
    await refused(approve(id, 'grace.example'), 'review_expired');
    desk.time.advance(-3_000_000);
    await refused(approve(id, 'grace.example'), 'review_expired');
    await desk.tick();
    desk = await Desk.open(database, PEOPLE);
    await refused(approve(id, 'grace.example'), 'review_expired');
  });

  describe('a step up', () => {
    const stepUp = { maxAge: 300, amr: ['mfa', 'hwk'] };
    it.each<[string, object, boolean]>([
      ['fresh and strong', { authTime: ASKED_AT - 200_000, amr: ['pwd', 'hwk'] }, true],
      ['as old as it may be', { authTime: ASKED_AT + 1000 - 300_000, amr: ['mfa'] }, true],
      ['too old', { authTime: ASKED_AT + 999 - 300_000, amr: ['mfa'] }, false],
      ['too weak', { authTime: ASKED_AT, amr: ['pwd'] }, false],
      ['of unknown age', { amr: ['mfa'] }, false],
      ['of unknown strength', { authTime: ASKED_AT }, false],
      ['of a minute ahead', { authTime: ASKED_AT + 61_000, amr: ['mfa'] }, true],
      ['of tomorrow', { authTime: ASKED_AT + 86_400_000, amr: ['mfa'] }, false],
    ])('is there with a login that is %s: %j', async (_, login, enough) => {
      const id = await keep({ demand: { stepUp } });
      const reviewer = desk.reviewer('grace.example', ['privacy-office'], login);
      const work = desk.deciding().decide(reviewer, order(id));
      if (enough) expect(await work).toMatchObject({ state: 'pending' });
      else await refused(work, 'step_up_required');
    });

    it('may be a fresh login of any kind', async () => {
      const id = await keep({ demand: { stepUp: { maxAge: 300 } } });
      const reviewer = desk.reviewer('grace.example', ['privacy-office'], { authTime: ASKED_AT });
      expect(await desk.deciding().decide(reviewer, order(id))).toMatchObject({ state: 'pending' });
    });
  });

  describe('a window', () => {
    const window = { most: 14_400 };

    it('is the shortest that was asked for, where everybody asked for one', async () => {
      const id = await keep({ demand: { window } });
      await approve(id, 'grace.example', { windowSeconds: 3_600 });
      const now = desk.clock.now();
      const decided = await approve(id, 'mary.example', { windowSeconds: 14_400 });
      expect(decided).toMatchObject({ state: 'approved', kind: 'window', expiresAt: now + 3_600_000 });
      expect(desk.log.drafts.at(-1)?.details.review).toMatchObject({ kind: 'window', until: now + 3_600_000 });
    });

    it.each([
      [{ windowSeconds: 60 }, {}],
      [{}, { windowSeconds: 60 }],
    ])('is none where one asked for the call alone: %j, %j', async (first, second) => {
      const id = await keep({ demand: { window } });
      await approve(id, 'grace.example', first);
      const now = desk.clock.now();
      const decided = await approve(id, 'mary.example', second);
      expect(decided).toMatchObject({ state: 'approved', kind: 'call', expiresAt: now + 600_000 });
    });

    it.each<[number, KeptReview, object]>([
      [14_401, { demand: { window } }, {}],
      [28_801, { demand: { window: { most: 90_000 } } }, {}],
      [60, {}, {}],
      [0, { demand: { window } }, {}],
      [-60, { demand: { window } }, {}],
      [1.5, { demand: { window } }, {}],
      [Number.NaN, { demand: { window } }, {}],
      [60, { demand: { window } }, { decision: 'reject' }],
      [60, { demand: { window }, kind: 'after_the_fact' }, {}],
    ])('is not of %d seconds of %j %j', async (windowSeconds, wanted, more) => {
      await refused(approve(await keep(wanted), 'grace.example', { windowSeconds, ...more }), 'request_invalid');
    });

    it('lasts 8 hours at most', async () => {
      const id = await keep({ demand: { quorum: 1, window: { most: 90_000 } } });
      const now = desk.clock.now();
      const decided = await approve(id, 'grace.example', { windowSeconds: 28_800 });
      expect(decided).toMatchObject({ kind: 'window', expiresAt: now + 28_800_000 });
    });
  });

  it('is made after the fact, never by who broke the glass, and stays', async () => {
    const id = await keep({ kind: 'after_the_fact', demand: { quorum: 1 } });
    await refused(approve(id, 'ada.admin'), 'reviewer_is_requester');
    expect(await approve(id, 'grace.example')).toMatchObject({ state: 'approved', kind: 'after_the_fact' });
    desk.time.advance(400 * 86_400_000);
    await desk.tick();
    expect((await findReview(database, id)).state).toBe('approved');
  });

  describe('at once', () => {
    /** Several replicas, all of which have seen the review before any has changed it. */
    const together = async (...works: readonly (() => Promise<unknown>)[]) => {
      let waiting = works.length;
      const gate = Promise.withResolvers<void>();
      desk.log.before = () => {
        waiting -= 1;
        if (waiting <= 0) gate.resolve();
        return gate.promise;
      };
      const settled = await Promise.allSettled(works.map((work) => work()));
      return settled.map((one) => (one.status === 'fulfilled' ? 'done' : (one.reason as { code: string }).code));
    };

    it('the last approval is one, and the log ends with the right count', async () => {
      const id = await keep();
      await approve(id, 'grace.example');
      const outcomes = await together(
        () => approve(id, 'mary.example'),
        () => approve(id, 'joan.example'),
      );
      expect(outcomes.toSorted()).toEqual(['done', 'review_conflict']);
      expect(await findReview(database, id)).toMatchObject({ state: 'approved' });
      expect(await database.orm.select().from(schema.reviewDecision)).toHaveLength(2);
      expect(desk.notices).toEqual(['decided']);
    });

    it('two first approvals are both counted', async () => {
      const id = await keep();
      const outcomes = await together(
        () => approve(id, 'mary.example'),
        () => approve(id, 'joan.example'),
      );
      expect(outcomes).toEqual(['done', 'done']);
      expect(await findReview(database, id)).toMatchObject({ state: 'approved' });
      expect(desk.log.lines().toSorted()).toEqual([
        'review.decided approve 1/2',
        'review.decided approve 1/2',
        'review.decided approve 1/2 review_conflict',
        'review.decided approve 2/2',
      ]);
    });

    it('one person by two accounts decides once', async () => {
      const id = await keep();
      const outcomes = await together(
        () => approve(id, 'grace.example'),
        () => approve(id, 'grace.admin'),
      );
      expect(outcomes.toSorted()).toEqual(['done', 'review_conflict']);
      expect(await findReview(database, id)).toMatchObject({ state: 'pending' });
    });

    it('of approve and reject one happens', async () => {
      const id = await keep({ demand: { quorum: 1 } });
      const outcomes = await together(
        () => approve(id, 'mary.example'),
        () => approve(id, 'joan.example', { decision: 'reject' }),
      );
      expect(outcomes.toSorted()).toEqual(['done', 'review_conflict']);
      const { state } = await findReview(database, id);
      expect(state).toBe(outcomes[0] === 'done' ? 'approved' : 'rejected');
      expect(await database.orm.select().from(schema.reviewDecision)).toHaveLength(1);
    });

    it('of approve and cancel one happens', async () => {
      const id = await keep({ demand: { quorum: 1 } });
      desk.log.before = async () => {
        desk.log.before = () => undefined;
        await database.orm.update(schema.review).set({ state: 'cancelled' });
      };
      await refused(approve(id, 'mary.example'), 'review_conflict');
      expect(await findReview(database, id)).toMatchObject({ state: 'cancelled' });
      expect(await database.orm.select().from(schema.reviewDecision)).toEqual([]);
      expect(desk.log.lines().slice(0, 2)).toEqual([
        'review.decided approve 1/1',
        'review.decided approve 1/1 review_conflict',
      ]);
    });

    it('of approve and expiry one happens', async () => {
      const id = await keep({ demand: { quorum: 1 } });
      desk.log.before = () => {
        desk.log.before = () => undefined;
        desk.time.advance(3_600_000);
      };
      await refused(approve(id, 'mary.example'), 'review_expired');
      await desk.tick();
      expect(await findReview(database, id)).toMatchObject({ state: 'expired' });
      expect(desk.log.lines().at(-1)).toBe('review.expired');
    });
  });

  it('changes nothing that is not in the log', async () => {
    const id = await keep({ demand: { quorum: 1 } });
    desk.log.before = () => Promise.reject(new Error('gone'));
    await expect(approve(id, 'mary.example')).rejects.toThrow();
    expect((await findReview(database, id)).state).toBe('pending');
  });

  describe('revoking', () => {
    const revoke = (review: string, subject: string, more: object = {}) =>
      desk.deciding().revoke(desk.reviewer(subject), { review, justification: WHY, admin: false, ...more });
    const ended = (id: string) => findReview(database, id).then(({ state }) => state);

    it('ends an approval, and the calls under it', async () => {
      const id = await keep({ demand: { quorum: 1, window: { most: 3_600 } } });
      const { expiresAt } = await approve(id, 'grace.example', { windowSeconds: 3_600 });
      desk.time.advance(5_000);
      const at = desk.clock.now();
      expect(await revoke(id, 'mary.example')).toMatchObject({ state: 'cancelled', revokedAt: at });
      expect(desk.cut).toEqual([{ id, identity: ADA, expiresAt }]);
      expect(desk.log.lines().at(-1)).toBe('review.revoked revoke');
      await refused(approve(id, 'joan.example'), 'review_conflict');
    });

    it('again makes sure', async () => {
      const id = await keep({ state: 'approved' });
      await revoke(id, 'mary.example');
      expect(await revoke(id, 'joan.example')).toMatchObject({ state: 'cancelled' });
      expect(desk.cut).toHaveLength(2);
      expect(await database.orm.select().from(schema.reviewDecision)).toHaveLength(1);
    });

    it('is for who may decide, or administers', async () => {
      const id = await keep({ state: 'approved' });
      await refused(revoke(id, 'ada.admin'), 'reviewer_is_requester');
      const outsider = desk.reviewer('joan.example', ['staff']);
      const asked = { review: id, justification: WHY, admin: false };
      await refused(desk.deciding().revoke(outsider, asked), 'reviewer_not_allowed');
      const delegated = { ...outsider, delegated: true };
      await refused(desk.deciding().revoke(delegated, { ...asked, admin: true }), 'reviewer_delegated');
      expect([await ended(id), desk.cut]).toEqual(['approved', []]);
      await desk.deciding().revoke(outsider, { ...asked, admin: true });
      expect(await ended(id)).toBe('cancelled');
    });

    it('needs a justification', async () => {
      const id = await keep({ state: 'approved' });
      await refused(revoke(id, 'mary.example', { justification: ' ' }), 'justification_invalid');
      expect(await ended(id)).toBe('approved');
    });

    it.each<[KeptReview]>([
      [{ state: 'pending' }],
      [{ state: 'used' }],
      [{ state: 'rejected' }],
      [{ state: 'expired' }],
      [{ state: 'cancelled' }],
      [{ state: 'approved', kind: 'after_the_fact' }],
    ])('is not of %j', async (wanted) => {
      await refused(revoke(await keep(wanted), 'mary.example'), 'review_conflict');
      expect(desk.cut).toEqual([]);
    });

    it('and using at once are one', async () => {
      const id = await keep({ state: 'approved' });
      desk.log.before = async () => {
        desk.log.before = () => undefined;
        await database.orm.update(schema.review).set({ state: 'used' });
      };
      await refused(revoke(id, 'mary.example'), 'review_conflict');
      expect(await ended(id)).toBe('used');
      expect(desk.log.lines()).toEqual(['review.revoked revoke', 'review.revoked revoke review_conflict']);
    });
  });
});
