import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SallyportError } from '@sallyport/core';
import { type Postgres, startPostgres } from '@sallyport/testkit';
import { count, eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Database, schema } from '../../storage/index.ts';
import { openTestDatabase } from '../../storage/open-test-database.test-support.ts';
import { ASKED_AT, type KeptReview, keepReviews } from '../kept-reviews.test-support.ts';
import { Desk } from './desk.test-support.ts';
import { findReview } from './find-review.ts';
import { startReviewTicker } from './start-review-ticker.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

let folder = '';
let server: Postgres;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sallyport-ticker-'));
  server = await startPostgres();
});
afterAll(async () => {
  await server.stop();
  await rm(folder, { recursive: true, force: true });
});

describe.each(['pglite', 'postgresql'] as const)('what time does to reviews on %s', (kind) => {
  let database: Database;
  let desk: Desk;
  beforeAll(async () => {
    const url = kind === 'pglite' ? undefined : await server.createDatabase();
    database = await openTestDatabase({ url, dataDir: join(folder, kind) });
  });
  beforeEach(async () => {
    for (const table of [schema.review, schema.reviewDecision]) await database.orm.delete(table);
    desk = await Desk.open(database);
  });
  afterAll(() => database.close());

  const keep = async (wanted: KeptReview = {}) => (await keepReviews(database, desk.keys, [wanted]))[0] ?? '';
  const stateOf = (id: string) => findReview(database, id).then(({ state }) => state);
  const howMany = async (state: string) => {
    const rows = await database.orm.select({ many: count() }).from(schema.review).where(eq(schema.review.state, state));
    return rows[0]?.many;
  };

  it('expires what waited and what was approved, once, and tells of what waited', async () => {
    const waiting = await keep();
    const approved = await keep({ state: 'approved' });
    const window = await keep({ state: 'approved', kind: 'window' });
    expect(await desk.tick()).toBeUndefined();
    expect(desk.log.drafts).toEqual([]);
    desk.time.advance(HOUR);
    await desk.tick();
    await desk.tick();
    expect(await Promise.all([waiting, approved, window].map(stateOf))).toEqual(['expired', 'expired', 'expired']);
    expect(desk.log.lines()).toEqual(['review.expired', 'review.expired', 'review.expired']);
    expect(desk.log.drafts.map(({ details }) => details.review?.kind).toSorted()).toEqual(['call', 'call', 'window']);
    expect(desk.log.drafts[0]).not.toHaveProperty('identity');
    expect(desk.log.drafts[0]?.details.review).toMatchObject({ requester: { subject: 'ada.example' } });
    expect(desk.notices).toEqual(['expired']);
  });

  it.each(['rejected', 'cancelled', 'used', 'expired'] as const)('leaves alone what is %s', async (state) => {
    const id = await keep({ state });
    desk.time.advance(2 * HOUR);
    await desk.tick();
    expect([await stateOf(id), desk.log.drafts]).toEqual([state, []]);
  });

  it('revives nothing when the clock goes back', async () => {
    const id = await keep({ demand: { quorum: 1 } });
    desk.time.advance(HOUR);
    await desk.tick();
    desk.time.advance(-2 * HOUR);
    await desk.tick();
    const order = { review: id, decision: 'approve', justification: 'late' } as const;
    const work = desk.deciding().decide(desk.reviewer('grace.example'), order);
    await expect(work).rejects.toMatchObject({ code: 'review_expired' });
    expect(await stateOf(id)).toBe('expired');
  });

  it('asks a second group once, whose members then decide too', async () => {
    const escalate = { after: 60, groups: ['board'] };
    const id = await keep({ demand: { quorum: 1, escalate }, escalatesAt: ASKED_AT + 60_000 });
    const order = { review: id, decision: 'approve', justification: 'fine' } as const;
    const decide = () => desk.deciding().decide(desk.reviewer('joan.example', ['board']), order);
    await expect(decide()).rejects.toMatchObject({ code: 'reviewer_not_allowed' });
    desk.time.advance(60_000);
    await desk.tick();
    await desk.tick();
    expect((await findReview(database, id)).escalatedAt).toBe(desk.clock.now());
    expect(desk.log.lines().slice(1)).toEqual(['review.requested escalated']);
    expect(await decide()).toMatchObject({ state: 'approved' });
    expect(desk.notices).toEqual(['escalated', 'decided']);
  });

  it('asks nobody about what is over', async () => {
    await keep({ escalatesAt: ASKED_AT + 60_000, demand: { escalate: { after: 60, groups: ['board'] } } });
    desk.time.advance(HOUR);
    await desk.tick();
    expect([desk.log.lines(), desk.notices]).toEqual([['review.expired'], ['expired']]);
  });

  it('records each once, however many replicas see it at the same time', async () => {
    const ids = await keepReviews(
      database,
      desk.keys,
      Array.from({ length: 40 }, () => ({})),
    );
    desk.time.advance(HOUR);
    expect(await Promise.all([desk.tick(), desk.tick(), desk.tick()])).toEqual([undefined, undefined, undefined]);
    expect(await howMany('expired')).toBe(40);
    const told = desk.log.drafts.map(({ details }) => details.review?.id);
    expect([told.length, new Set(told)]).toEqual([40, new Set(ids)]);
    expect(desk.notices).toHaveLength(40);
  });

  it('says what it could not do, where somebody was faster', async () => {
    const id = await keep();
    desk.time.advance(HOUR);
    desk.log.before = async () => {
      desk.log.before = () => undefined;
      await database.orm.update(schema.review).set({ state: 'approved', expiresAt: new Date(ASKED_AT + 2 * HOUR) });
    };
    await desk.tick();
    expect(await stateOf(id)).toBe('approved');
    expect(desk.log.lines()).toEqual(['review.expired', 'review.expired review_conflict']);
    expect(desk.notices).toEqual([]);
    desk.time.advance(HOUR);
    await desk.tick();
    expect([await stateOf(id), desk.log.lines().length]).toEqual(['expired', 3]);
  });

  it('changes nothing that is not in the log, and does it at the next tick', async () => {
    const id = await keep();
    desk.time.advance(HOUR);
    desk.log.before = () => Promise.reject(new SallyportError('ledger_unavailable'));
    expect(await desk.tick()).toMatchObject({ code: 'ledger_unavailable' });
    expect([await stateOf(id), desk.notices]).toEqual(['pending', []]);
    desk.log.before = () => undefined;
    expect(await desk.tick()).toBeUndefined();
    expect(await stateOf(id)).toBe('expired');
  });

  it('forgets bodies 30 days after the end, and nothing else', async () => {
    const ended = await keep({ state: 'used' });
    const waiting = await keep({ expiresAt: ASKED_AT + 40 * DAY });
    const before = await findReview(database, ended);
    desk.time.advance(30 * DAY + HOUR - 1_000);
    await desk.tick();
    expect((await findReview(database, ended)).sealedBody.length).toBeGreaterThan(0);
    desk.time.advance(1);
    await desk.tick();
    const nothing = new Uint8Array();
    expect(await findReview(database, ended)).toEqual({ ...before, sealedBody: nothing, sealedSubject: nothing });
    expect((await findReview(database, waiting)).sealedBody.length).toBeGreaterThan(0);
    const reader = { ...desk.reviewer('grace.example'), reviews: true };
    expect(await desk.deciding().show(reader, ended)).toMatchObject({ review: { id: ended, decisions: [] } });
  });

  it('keeps to its bounds with 10,000 that wait', async () => {
    const one = await keep({ requestedAt: ASKED_AT, expiresAt: ASKED_AT + HOUR });
    await database.query({
      name: 'test_many',
      text: `insert into review select made.* from review cross join generate_series(1, 9999) as at
        cross join lateral jsonb_populate_record(review, jsonb_build_object('id', gen_random_uuid(),
          'before', '\\x' || md5(at::text) || md5(at::text), 'requested_at', requested_at + at * interval '1 millisecond')) as made
        where review.id = $1`,
      values: [one],
    });
    const ended = await keep({ state: 'rejected', requestedAt: ASKED_AT + 20_000 });
    const reader = { ...desk.reviewer('grace.example'), reviews: true };
    type Listed = {
      reviews: { id: string; state: string; requested_at: string; can_decide: boolean }[];
      more: boolean;
    };
    const { reviews, more } = (await desk.deciding().list(reader)) as Listed;
    expect([reviews.length, more]).toEqual([200, true]);
    expect(reviews.map(({ id }) => id)).not.toContain(ended);
    expect(reviews.map(({ requested_at: at }) => Date.parse(at) - ASKED_AT)).toEqual(
      Array.from({ length: 200 }, (_, at) => 9_999 - at),
    );
    desk.time.advance(HOUR);
    await desk.tick();
    expect([await howMany('expired'), desk.log.drafts.length]).toEqual([1_024, 1_024]);
  });

  it('lists what waits first, and then what is over, newest first', async () => {
    const wanted = [
      { state: 'used', requestedAt: ASKED_AT + 1 },
      { state: 'pending', requestedAt: ASKED_AT },
      { state: 'rejected', requestedAt: ASKED_AT + 3 },
      { state: 'approved', requestedAt: ASKED_AT + 2 },
    ] as const;
    await keepReviews(database, desk.keys, wanted);
    const reader = { ...desk.reviewer('eve.example', ['staff']), reviews: true };
    const { reviews } = (await desk.deciding().list(reader)) as { reviews: { state: string; can_decide: boolean }[] };
    expect(reviews.map(({ state }) => state)).toEqual(['pending', 'rejected', 'approved', 'used']);
    expect(reviews.every((one) => one.can_decide)).toBe(false);
    expect(JSON.stringify(reviews)).not.toContain('[NAME]');
  });

  it('starts and stops, and keeps nobody waiting', async () => {
    const id = await keep({ expiresAt: ASKED_AT });
    const { clock, log, notifier } = desk;
    const errors: unknown[] = [];
    const logger = { error: (message: string) => errors.push(message) };
    const ticker = startReviewTicker({ database, clock, log, notifier, logger, everyMs: 5 });
    await expect.poll(() => stateOf(id)).toBe('expired');
    log.before = () => Promise.reject(new SallyportError('ledger_unavailable'));
    const next = await keep({ expiresAt: ASKED_AT });
    await expect.poll(() => errors.length).toBeGreaterThan(0);
    log.before = () => undefined;
    await expect.poll(() => stateOf(next)).toBe('expired');
    await ticker.stop();
    const last = await keep({ expiresAt: ASKED_AT });
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect([await stateOf(last), errors[0]]).toEqual(['pending', 'ledger unavailable']);
  });

  describe('showing one', () => {
    const body = Buffer.from('[NAME] ging nach Köln');
    const show = async (id: string, reader: object = {}) => {
      const whole = { ...desk.reviewer('grace.example'), reviews: true, ...reader };
      return ((await desk.deciding().show(whole, id)) as { review: Record<string, unknown> }).review;
    };

    it('gives who may decide the text that would leave', async () => {
      const id = await keep({ body });
      const earlier = await keep({ state: 'used' });
      await keep({ operation: 'chat.completions.create' });
      expect(await show(id)).toMatchObject({
        ...{ id, body: '[NAME] ging nach Köln', encoding: 'utf-8', body_cut: false, can_decide: true },
        ...{ found: { NAME: 1 }, url: `https://sallyport.example/reviews/${id}`, approvals: { given: 0, quorum: 2 } },
        history: [{ id: earlier, state: 'used' }],
      });
    });

    it('leaves out a character that was cut, and gives base64 of what is no text', async () => {
      const cut = await keep({ body: body.subarray(0, 19), bodyCut: true });
      expect(await show(cut)).toMatchObject({ body: '[NAME] ging nach K', encoding: 'utf-8', body_cut: true });
      const binary = await keep({ body: Uint8Array.of(0xff, 0xfe, 0) });
      expect(await show(binary)).toMatchObject({ body: '//4A', encoding: 'base64', body_cut: false });
      const long = await keep({ body: new Uint8Array(200_000).fill(0x61) });
      expect(await show(long)).toMatchObject({ body: 'a'.repeat(131_072), body_cut: true });
    });

    it.each<[string, object]>([
      ['an auditor', { reviews: false }],
      ['a reviewer of other calls', { groups: ['staff'] }],
      ['somebody who acts for a reviewer', { delegated: true }],
      ['the requester', { identity: { issuer: 'https://login.example', subject: 'ada.example' } }],
    ])('gives no body to %s, but why it was decided', async (_, reader) => {
      const id = await keep({ body });
      const order = { review: id, decision: 'approve', justification: 'read it twice' } as const;
      await desk.deciding().decide(desk.reviewer('mary.example'), order);
      const shown = await show(id, reader);
      expect(shown).not.toHaveProperty('body');
      expect(shown).toMatchObject({
        can_decide: false,
        decisions: [{ decision: 'approve', subject: 'mary.example', justification: 'read it twice' }],
      });
    });

    it.each(['', 'x', '0b54a1de-3a49-4f0b-9f0a-5c3d7a9e1f20'])('knows no review %j', async (id) => {
      await expect(show(id)).rejects.toMatchObject({ code: 'review_unknown' });
    });
  });
});
