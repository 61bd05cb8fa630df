import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { systemClock } from '@sallyport/core';
import { freePort, type Postgres, startPostgres, startWebhookReceiver, type WebhookReceiver } from '@sallyport/testkit';
import { eq, sql } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { NotifyConfig } from '../config/index.ts';
import { type Database, schema } from '../storage/index.ts';
import { openTestDatabase } from '../storage/open-test-database.test-support.ts';
import type { Backoff } from './backoff.ts';
import { openNotifier } from './open-notifier.ts';
import { insertReview } from './review-rows.test-support.ts';

const SECRET = `whsec_${Buffer.from(crypto.getRandomValues(new Uint8Array(24))).toString('base64')}`;
const QUICK: Backoff = { attempts: 4, firstMs: 20, factor: 1, mostMs: 100 };
const { notice: table } = schema;

let folder = '';
let server: Postgres;
let receiver: WebhookReceiver;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sallyport-notices-'));
  server = await startPostgres();
  receiver = await startWebhookReceiver({ secret: SECRET });
});
afterAll(async () => {
  await Promise.all([server.stop(), receiver.close()]);
  await rm(folder, { recursive: true, force: true });
});

describe.each(['pglite', 'postgresql'] as const)('notices on %s', (kind) => {
  let database: Database;
  let stops: (() => Promise<void>)[] = [];
  let lines: { readonly message: string; readonly fields: object }[] = [];
  /** Changes what the sealed secrets are. */
  let sealed: Readonly<Record<string, readonly string[]>> = {};

  beforeAll(async () => {
    const url = kind === 'pglite' ? undefined : await server.createDatabase();
    database = await openTestDatabase({ url, dataDir: join(folder, kind) });
  });
  afterAll(() => database.close());
  beforeEach(() => {
    [stops, lines, sealed] = [[], [], { hook: [SECRET] }];
    receiver.clear();
  });
  afterEach(async () => {
    await Promise.all(stops.map((stop) => stop()));
    await database.orm.delete(table);
    await database.orm.delete(schema.review);
  });

  const webhook = (name = 'siem', url = receiver.url) => ({ name, url, secret: 'hook', insecureHttp: false });
  const open = (notify: NotifyConfig = { webhooks: [webhook()] }, more: object = {}) =>
    openNotifier({
      config: { notify, publicUrl: 'https://sallyport.example', reviews: {} as never },
      database,
      secrets: {
        get: async (name) => sealed[name]?.[0],
        versions: async (name) => (sealed[name] ?? []).map((value, at) => ({ version: 9 - at, value })),
      },
      clock: systemClock,
      log: {
        warn: (message, fields = {}) => lines.push({ message, fields }),
        error: (message, error, fields = {}) =>
          lines.push({ message, fields: { ...fields, error: (error as { code?: string } | undefined)?.code } }),
      },
      backoff: QUICK,
      everyMs: 10,
      ...more,
    });
  const started = (...of: Parameters<typeof open>) => {
    const notifier = open(...of);
    stops.push(notifier.start().stop);
    return notifier;
  };
  const rows = () => database.orm.select().from(table);
  const settled = () => vi.waitFor(async () => expect(await rows()).toEqual([]), { timeout: 60_000 });
  const sent = (review: string) => receiver.taken.filter(({ body }) => (body.review as { id: string }).id === review);

  it('come to the receiver with ids, codes and counts, and are gone then', async () => {
    const review = await insertReview(database);
    const notifier = started();
    await notifier.queue(database, { review, kind: 'requested', at: Date.now() });
    await settled();
    const [{ id, body } = { id: '', body: {} }] = sent(review);
    expect(body).toEqual({
      id,
      kind: 'requested',
      review: {
        id: review,
        url: `https://sallyport.example/reviews/${review}`,
        kind: 'call',
        state: 'pending',
        connection: 'openai',
        operation: 'embeddings.create',
        requester: { issuer: 'https://login.example/', subject: 'notes-app' },
        found: { NAME: 3, SSN: 2 },
        inputs: 120,
        body_bytes: 48_213,
        purpose: 'research',
        requested_at: '2026-11-29T08:00:00.250Z',
        expires_at: '2026-11-29T09:00:00.000Z',
      },
    });
  });

  it('are queued once to each channel, in the transaction of what they tell of', async () => {
    const review = await insertReview(database);
    const notifier = open({ webhooks: [webhook('siem'), webhook('pager')] });
    const notice = { review, kind: 'requested', at: Date.now() } as const;
    const failing = database.transaction(async (runner) => {
      await notifier.queue(runner, notice);
      throw new RangeError('the change did not happen');
    });
    await expect(failing).rejects.toThrow(RangeError);
    expect(await rows()).toEqual([]);
    await database.transaction((runner) => notifier.queue(runner, notice));
    await notifier.queue(database, { ...notice, at: Date.now() + 1 });
    await notifier.queue(database, { ...notice, kind: 'escalated' });
    expect((await rows()).map(({ channel, kind: of }) => `${channel} ${of}`).sort()).toEqual([
      ...['pager escalated', 'pager requested', 'siem escalated', 'siem requested'],
    ]);
  });

  it('are not queued where nobody is to be told', async () => {
    const notifier = started({});
    await notifier.queue(database, { review: crypto.randomUUID(), kind: 'requested', at: 0 });
    expect(await rows()).toEqual([]);
    expect(notifier.slack).toBeUndefined();
  });

  it('come once, whichever of two replicas delivers them', async () => {
    const reviews = await Promise.all(Array.from({ length: 60 }, () => insertReview(database)));
    const [one] = [started(), started()];
    for (const review of reviews) await one.queue(database, { review, kind: 'requested', at: Date.now() });
    await settled();
    expect(reviews.map((review) => sent(review).length)).toEqual(reviews.map(() => 1));
  });

  it.each([
    ['an error', { kind: 'status', status: 500 }, 'upstream_failed'],
    ['a refusal', { kind: 'status', status: 403 }, 'upstream_credential'],
    ['a redirect', { kind: 'redirect', url: 'http://127.0.0.1:1/elsewhere' }, 'upstream_redirected'],
    ['a connection that breaks off', { kind: 'reset' }, 'upstream_unreachable'],
    ['an answer without end', { kind: 'huge', bytes: 1_000_000 }, 'upstream_too_large'],
  ] as const)('are tried again after %s, under the same id', async (_, fault, code) => {
    const review = await insertReview(database);
    receiver.fail(fault, 2);
    await started().queue(database, { review, kind: 'requested', at: Date.now() });
    await settled();
    const ids = receiver.requests.map(({ headers }) => headers['webhook-id']);
    expect(ids).toHaveLength(3);
    expect(new Set(ids).size).toBe(1);
    const fields = { channel: 'siem', noticeId: ids[0], code };
    expect(lines).toEqual([1, 2].map((count) => ({ message: 'notice failed', fields: { ...fields, count } })));
  });

  it('wait as long as the receiver asks for', async () => {
    const review = await insertReview(database);
    receiver.fail({ kind: 'status', status: 429, headers: { 'retry-after': '3600' } });
    const notifier = started(undefined, { backoff: { ...QUICK, mostMs: 60_000 } });
    await notifier.queue(database, { review, kind: 'requested', at: Date.now() });
    await vi.waitFor(() => expect(lines).toHaveLength(1), { timeout: 60_000 });
    const [row] = await database.query({
      name: 'test_notice_wait',
      text: 'select extract(epoch from next_at - now())::float8 as wait from notice',
      values: [],
    });
    expect(Number(row?.wait)).toBeGreaterThan(30);
    expect(Number(row?.wait)).toBeLessThanOrEqual(60);
  });

  it('are given up in the end, kept, and said', async () => {
    const review = await insertReview(database);
    const nobody = webhook('siem', `http://127.0.0.1:${await freePort()}/hooks`);
    const queued = { review, kind: 'requested', at: Date.now() } as const;
    await started({ webhooks: [nobody] }).queue(database, queued);
    await vi.waitFor(async () => expect((await rows())[0]?.deadAt).toBeInstanceOf(Date), { timeout: 60_000 });
    const [{ id, attempts } = { id: '', attempts: 0 }] = await rows();
    expect(attempts).toBe(4);
    expect(lines.map(({ message }) => message)).toEqual([...Array(3).fill('notice failed'), 'notice given up']);
    const given = { channel: 'siem', noticeId: id, count: 4, error: 'upstream_unreachable' };
    expect(lines.at(-1)?.fields).toEqual(given);
    await sleep(100);
    expect((await rows())[0]?.attempts).toBe(4);
  });

  it('keep nobody waiting behind a receiver that hangs', async () => {
    const slow = await startWebhookReceiver({ secret: SECRET });
    slow.fail({ kind: 'hang' }, 1_000);
    const reviews = await Promise.all(Array.from({ length: 20 }, () => insertReview(database)));
    const notifier = started({ webhooks: [webhook('slow', slow.url), webhook()] });
    for (const review of reviews) await notifier.queue(database, { review, kind: 'requested', at: Date.now() });
    const reached = () => reviews.filter((review) => sent(review).length === 1).length;
    await vi.waitFor(() => expect([reached(), slow.requests.length]).toEqual([20, 4]), { timeout: 60_000 });
    await vi.waitFor(async () => expect(await rows()).toHaveLength(20), { timeout: 60_000 });
    // What hangs is cut, and given back as if it had never been tried.
    await stops.pop()?.();
    expect((await rows()).map(({ channel, attempts }) => `${channel} ${attempts}`)).toEqual(Array(20).fill('slow 0'));
    await slow.close();
  });

  it('are delivered by another replica once the one that took them is dead', async () => {
    const review = await insertReview(database);
    await open().queue(database, { review, kind: 'requested', at: Date.now() });
    await database.orm.update(table).set({ attempts: 1, nextAt: sql`now() + interval '300 milliseconds'` });
    started();
    await settled();
    expect(sent(review)).toHaveLength(1);
  });

  it('are given up when whoever takes them dies each time', async () => {
    const review = await insertReview(database);
    await open().queue(database, { review, kind: 'requested', at: Date.now() });
    await database.orm.update(table).set({ attempts: 4 });
    started();
    await vi.waitFor(async () => expect((await rows())[0]?.deadAt).toBeInstanceOf(Date), { timeout: 60_000 });
    expect(sent(review)).toEqual([]);
  });

  it('say how the review stands now, and nothing of one that is gone', async () => {
    const [kept, gone] = [await insertReview(database), await insertReview(database)];
    const notifier = open();
    for (const review of [kept, gone]) await notifier.queue(database, { review, kind: 'decided', at: Date.now() });
    await database.orm.update(schema.review).set({ state: 'rejected' }).where(eq(schema.review.id, kept));
    await database.orm.delete(schema.review).where(eq(schema.review.id, gone));
    stops.push(notifier.start().stop);
    await settled();
    expect(sent(kept).map(({ body }) => (body.review as { state: string }).state)).toEqual(['rejected']);
    expect(sent(gone)).toEqual([]);
  });

  it('are signed with what is sealed now, and wait while nothing is', async () => {
    const review = await insertReview(database);
    sealed = {};
    await started(undefined, { backoff: { ...QUICK, attempts: 1_000 } }).queue(database, {
      ...{ review, kind: 'requested', at: Date.now() },
    });
    await vi.waitFor(() => expect(lines[0]?.fields).toMatchObject({ code: 'credential_unavailable' }));
    expect(receiver.requests).toEqual([]);
    // While it is being rotated, the receiver may still have the older one.
    sealed = { hook: ['whsec_bmV3ZXIgdGhhbiB0aGUgb3RoZXI=', SECRET] };
    await settled();
    expect(sent(review)).toHaveLength(1);
    expect(receiver.faults).toEqual([]);
  });

  it('of a channel that is no longer configured are given up after a day, and forgotten after a month', async () => {
    const [review, old] = [await insertReview(database), crypto.randomUUID()];
    await open({ webhooks: [webhook('gone')] }).queue(database, { review, kind: 'requested', at: Date.now() });
    await database.orm.update(table).set({ nextAt: sql`now() - interval '25 hours'` });
    const dead = { deadAt: sql`now() - interval '31 days'`, nextAt: sql`now()`, createdAt: sql`now()` };
    await database.orm.insert(table).values({ id: old, review, channel: 'siem', kind: 'expired', ...dead });
    started();
    await vi.waitFor(async () => {
      expect((await rows()).map(({ channel, deadAt }) => [channel, deadAt instanceof Date])).toEqual([['gone', true]]);
    });
    expect(lines).toEqual([{ message: 'notice given up', fields: { count: 1, error: undefined } }]);
  });
});
