import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Postgres, startPostgres } from '@sallyport/testkit';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Database, schema } from '../storage/index.ts';
import { openTestDatabase } from '../storage/open-test-database.test-support.ts';
import { ActivityFixture, ADA, BEN, type FixtureOptions, GRACE } from './activity-fixture.test-support.ts';
import { findEntry } from './find-entry.ts';

let folder = '';
let server: Postgres;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sallyport-activity-'));
  server = await startPostgres();
});
afterAll(async () => {
  await server.stop();
  await rm(folder, { recursive: true, force: true });
});

const NOW = '2026-11-30T00:16:00Z';
const WEEK = { from: '2026-11-23T00:00:00.000Z', to: '2026-11-30T00:00:00.000Z' };

/** As it was before there was a ledger. */
async function empty({ orm }: Database): Promise<void> {
  const tables = ['ledger_head', 'ledger_leaf', 'ledger_tile', 'session', 'session_index', 'event_about'];
  const own = ['activity_digest', 'sink', 'sink_dead_letter'];
  await orm.execute(sql.raw(`truncate ${[...tables, ...own].join(', ')}`));
}

describe.each(['pglite', 'postgresql'] as const)('the review of activity on %s', (kind) => {
  const opened: Database[] = [];
  let database: Database;
  let url: string | undefined;
  beforeAll(async () => {
    url = kind === 'pglite' ? undefined : await server.createDatabase();
    database = await openTestDatabase({ url, dataDir: join(folder, kind) });
    opened.push(database);
  });
  beforeEach(() => empty(database));
  afterAll(() => Promise.all(opened.map((one) => one.close())));
  const open = (more: Partial<FixtureOptions> = {}) => ActivityFixture.open({ database, now: NOW, ...more });

  it('tells of a week what is in it, who is new in it, and what is missing', async () => {
    const fixture = await open({ activity: { workingHours: { days: ['mon', 'tue'], from: '00:00', to: '24:00' } } });
    await fixture.record('config.applied', '2026-11-20T00:00:00Z');
    await fixture.calls(BEN, '2026-11-20T10:00:00Z', 5);
    await fixture.record('opt_out', '2026-11-22T23:59:00Z', { details: { optOut: 'witness' } });
    await fixture.beat('2026-11-22T23:30:00Z', '2026-11-24T12:00:00Z');
    await fixture.calls(ADA, '2026-11-24T12:00:00Z', 12);
    await fixture.calls(BEN, '2026-11-24T13:00:00Z', 12);
    await fixture.client({ sallyport: {}, iat: 4_000_000_000 });
    await fixture.beat('2026-11-24T17:30:00Z', '2026-11-26T00:00:00Z');
    const late = await fixture.call(BEN, '2026-11-26T00:00:00Z');
    await fixture.beat('2026-11-26T00:30:00Z', '2026-11-29T23:40:00Z');
    await fixture.record('auth.failed', '2026-11-29T23:59:59.999Z', {
      status: 'failure',
      details: { error: 'token_invalid', count: 40 },
    });
    await fixture.record('opt_out', '2026-11-30T00:00:00Z', { details: { optOut: 'witness' } });
    await fixture.tick();

    const [digest] = await fixture.list();
    expect(digest).toMatchObject({ ...WEEK, state: 'waiting', findings: 5 });
    const { content } = await fixture.show(digest?.id ?? '');
    expect(content).toMatchObject({ version: 1, id: digest?.id, ...WEEK, every: 'weekly', time_zone: 'UTC' });
    expect(content.counts).toMatchObject({ calls: 25, denied: 0, identities: 2 });
    expect(content.counts.entries).toMatchObject({ 'auth.failed': 1, 'client.intent': 1, 'session.intent': 25 });
    expect(content.counts.entries).not.toHaveProperty('opt_out');
    expect(content.findings).toMatchObject([
      {
        ...{ kind: 'ledger_silence', severity: 'high', count: 1 },
        ...{ first: '2026-11-24T11:30:00.000Z', last: '2026-11-24T17:30:00.000Z' },
      },
      // Ben made five in an hour before: twelve are not three times as many.
      { kind: 'burst', severity: 'medium', who: ADA, count: 12, first: '2026-11-24T12:00:00.000Z' },
      { kind: 'auth_failed', severity: 'low', code: 'token_invalid', count: 40 },
      { kind: 'new_identity', severity: 'low', who: ADA, count: 12 },
      { kind: 'off_hours', severity: 'low', who: BEN, count: 1, sample: [late] },
    ]);
    expect(content.end - content.first).toBe(Object.values(content.counts.entries).reduce((sum, one) => sum + one, 0));
  });

  it('keeps the digest sealed, and its exact bytes are those that its hash is of', async () => {
    const fixture = await open();
    await fixture.call(ADA, '2026-11-29T10:00:00Z');
    await fixture.tick();
    const [row] = await database.orm.select().from(schema.activityDigest);
    expect(Buffer.from(row?.sealedContent ?? []).includes('ada.example')).toBe(false);
    const { digest } = await fixture.show(row?.id ?? '');
    expect(digest.content).toContain('ada.example');
    expect(createHash('sha256').update(digest.content).digest('base64url')).toBe(digest.digest);
    expect(Buffer.from(row?.digest ?? []).toString('base64url')).toBe(digest.digest);
    // Bytes of one do not open as those of another.
    await database.orm.update(schema.activityDigest).set({ id: '00000000-0000-4000-8000-00000000000b' });
    await expect(fixture.activity.show('00000000-0000-4000-8000-00000000000b')).rejects.toMatchObject({
      code: 'secret_unsealed',
    });
  });

  it('makes a digest once its period has ended for a quarter of an hour, and once', async () => {
    const fixture = await open({ now: '2026-11-30T00:14:59Z' });
    await fixture.record('config.applied', '2026-11-29T10:00:00Z');
    await fixture.tick();
    expect(await fixture.list()).toEqual([]);
    fixture.clock.set(Date.parse('2026-11-30T00:15:00Z'));
    await fixture.tick();
    await fixture.tick();
    expect(await fixture.list()).toMatchObject([WEEK]);
    expect(fixture.lines).toEqual(['activity digests made {"count":1}']);
  });

  it('makes none of a ledger in which there is nothing, and none where it is off', async () => {
    const fixture = await open();
    await fixture.tick();
    expect(await fixture.list()).toEqual([]);
    await fixture.record('config.applied', '2026-11-29T10:00:00Z');
    const off = await open({ activity: { every: 'off' } });
    await off.tick();
    expect(await off.activity.list()).toEqual({ digests: [], more: false, every: 'off', waiting: 0, overdue: 0 });
  });

  it('makes those that ended while nobody served, sixty at once, none from before the ledger began', async () => {
    const fixture = await open({ activity: { every: 'daily' } });
    await fixture.record('config.applied', '2026-09-01T10:00:00Z');
    const made: number[] = [];
    for (let ticks = 0; ticks < 3; ticks += 1) {
      await fixture.tick();
      made.push((await fixture.list()).length);
    }
    expect(made).toEqual([60, 90, 90]);
    const days = (await fixture.list()).map(({ from }) => from).toSorted();
    expect([days[0], days.at(-1), new Set(days).size]).toEqual([
      '2026-09-01T00:00:00.000Z',
      '2026-11-29T00:00:00.000Z',
      90,
    ]);
    const [last] = await fixture.list();
    // Nothing in it, and all of it silent.
    const { content } = await fixture.show(last?.id ?? '');
    expect(content.findings).toMatchObject([{ kind: 'ledger_silence', count: 1, first: last?.from, last: last?.to }]);
    expect([content.first, content.end, content.counts.entries]).toEqual([1, 1, {}]);
  });

  it('makes days in a time zone, with what belongs to each', async () => {
    const fixture = await open({
      activity: { every: 'daily', timeZone: 'Europe/Berlin' },
      now: '2026-10-26T23:16:00Z',
    });
    await fixture.call(ADA, '2026-10-25T21:59:59.999Z');
    await fixture.call(BEN, '2026-10-25T22:59:59.999Z');
    await fixture.call(GRACE, '2026-10-25T23:00:00Z');
    await fixture.tick();
    const told = await Promise.all((await fixture.list()).map(({ id }) => fixture.show(id)));
    expect(told.map(({ content: { from, to, first, end, counts } }) => [from, to, first, end, counts.calls])).toEqual([
      ['2026-10-25T23:00:00.000Z', '2026-10-26T23:00:00.000Z', 2, 3, 1],
      ['2026-10-24T22:00:00.000Z', '2026-10-25T23:00:00.000Z', 0, 2, 2],
    ]);
  });

  it('goes on where it ended, whatever the configuration says from then on', async () => {
    const weekly = await open();
    await weekly.record('config.applied', '2026-11-25T10:00:00Z');
    await weekly.tick();
    const daily = await open({ activity: { every: 'daily' }, now: '2026-12-02T00:20:00Z' });
    await daily.tick();
    expect((await daily.list()).map(({ from }) => from.slice(0, 10))).toEqual([
      '2026-12-01',
      '2026-11-30',
      '2026-11-23',
    ]);
  });

  it('is made once, however many replicas make it', async () => {
    const other = url === undefined ? database : await openTestDatabase({ url, dataDir: '' });
    if (other !== database) opened.push(other);
    const replicas = [await open(), await ActivityFixture.open({ database: other, now: NOW }), await open()];
    await replicas[0]?.calls(ADA, '2026-11-10T10:00:00Z', 3);
    await Promise.all(replicas.map((one) => one.tick()));
    expect(await database.orm.select().from(schema.activityDigest)).toHaveLength(3);
    expect(
      replicas.flatMap(({ lines }) => lines.map((line) => Number(/\d+/.exec(line)))).reduce((sum, one) => sum + one, 0),
    ).toBe(3);
  });

  it('ends its work when it is stopped, and does it at the next look', async () => {
    const fixture = await open();
    await fixture.record('config.applied', '2026-11-25T10:00:00Z');
    await fixture.tick(AbortSignal.abort());
    expect(await fixture.list()).toEqual([]);
    const ticker = fixture.activity.start();
    await ticker.stop();
    await fixture.tick();
    expect(await fixture.list()).toHaveLength(1);
  });

  it('tells which sinks are behind, and what they will never take', async () => {
    const fixture = await open({ sinks: ['soc', 'splunk', 'new'] });
    await fixture.beat('2026-11-29T00:00:00Z', '2026-11-30T00:00:00Z');
    const dueAt = new Date();
    const sink = (name: string, next: number, error?: string) => ({ name, next, dueAt, ...(error && { error }) });
    await database.orm
      .insert(schema.sink)
      .values([sink('soc', 20, 'sink_unavailable'), sink('splunk', 24), sink('gone', 1)]);
    const dead = (name: string, index: number, time: string) => ({
      sink: name,
      index,
      error: 'sink_refused',
      diedAt: new Date(time),
    });
    await database.orm
      .insert(schema.sinkDeadLetter)
      .values([
        dead('soc', 1, '2026-11-29T10:00:00Z'),
        dead('soc', 2, '2026-11-29T11:00:00Z'),
        dead('soc', 3, '2026-11-30T00:00:00Z'),
        dead('gone', 3, '2026-11-29T10:00:00Z'),
      ]);
    await fixture.tick();
    const { findings } = await fixture.content();
    expect(findings).toMatchObject([
      { kind: 'sink_behind', name: 'soc', code: 'sink_unavailable', count: 4 },
      {
        ...{ kind: 'sink_dead_letters', name: 'soc', code: 'sink_refused', count: 2 },
        ...{ first: '2026-11-29T10:00:00.000Z', last: '2026-11-29T11:00:00.000Z' },
      },
    ]);
  });

  it('finds where a time begins, although clocks differ and clients stand between', async () => {
    const fixture = await open();
    const { ownKid } = await fixture.place();
    for (let minute = 0; minute < 40; minute += 1) {
      await fixture.record('checkpoint.witnessed', minute * 60_000);
      for (let one = 0; one < minute % 7; one += 1) await fixture.client({ iat: 1 });
    }
    const { size } = await fixture.place();
    const times = await fixture.times();
    for (const time of [-1, 0, 1, 60_000, 1_230_001, 39 * 60_000, 40 * 60_000]) {
      const found = await findEntry(database, { time, end: size, ownKid });
      const expected = times.findIndex((one) => one !== undefined && one >= time);
      const before = times.findLastIndex((one) => one !== undefined && one < time);
      expect([found > before, found <= (expected < 0 ? size : expected)]).toEqual([true, true]);
    }
  });

  describe('a sign-off', () => {
    /** A week in which Ada called for the first time, and its digest. */
    async function made(more: Partial<FixtureOptions> = {}) {
      const fixture = await open(more);
      await fixture.call(ADA, '2026-11-29T10:00:00Z');
      await fixture.tick();
      const [digest] = await fixture.list();
      return { fixture, id: digest?.id ?? '', digest };
    }
    const told = async (fixture: ActivityFixture) =>
      (await fixture.signOffs()).map(({ actor, status_id, api }) => [
        'uid' in actor.user ? actor.user.uid : '',
        status_id === 1 ? 'signed' : api.response?.error,
      ]);

    it('is an event, and stands with the digest', async () => {
      const { fixture, id, digest } = await made();
      fixture.clock.advance(1_000);
      const signed = await fixture.sign(id, GRACE, 'incident');
      const at = new Date(fixture.clock.now()).toISOString();
      expect(signed).toMatchObject({ id, state: 'signed', conclusion: 'incident', signed_by: GRACE, signed_at: at });
      expect(await fixture.activity.standing()).toEqual({ waiting: 0, overdue: 0 });
      const [event] = await fixture.signOffs();
      expect(event).toMatchObject({
        status_id: 1,
        actor: { user: { uid: GRACE.subject } },
        src_endpoint: { ip: '192.0.2.7' },
      });
      expect(event?.unmapped.activity).toEqual({
        ...{ id, from: Date.parse(WEEK.from), to: Date.parse(WEEK.to) },
        ...{ digest: digest?.digest, findings: digest?.findings, conclusion: 'incident' },
      });
    });

    it('is one: whoever comes later is refused, and that is an event too', async () => {
      const { fixture, id } = await made();
      await fixture.sign(id, GRACE);
      await expect(fixture.sign(id, BEN, 'incident')).rejects.toMatchObject({ code: 'activity_signed' });
      expect(await told(fixture)).toEqual([
        [GRACE.subject, 'signed'],
        [BEN.subject, 'activity_signed'],
      ]);
      expect((await fixture.list())[0]).toMatchObject({ conclusion: 'no_concern', signed_by: GRACE });
    });

    it('is one also of several who sign at the same time', async () => {
      const { fixture, id } = await made();
      const tries = await Promise.allSettled([GRACE, BEN, GRACE, BEN].map((by) => fixture.sign(id, by)));
      const won = tries.filter(({ status }) => status === 'fulfilled');
      const lost = tries.flatMap((one) => (one.status === 'rejected' ? [one.reason.code] : []));
      expect([won.length, lost]).toEqual([1, ['activity_signed', 'activity_signed', 'activity_signed']]);
      const events = await told(fixture);
      expect(events.filter(([, how]) => how === 'signed')).toHaveLength(1);
      expect(events).toHaveLength(4);
      const winner = events.find(([, how]) => how === 'signed')?.[0];
      expect((await fixture.list())[0]?.signed_by?.subject).toBe(winner);
    });

    it('that a crash cut off is settled at the next look, or by whoever signs next', async () => {
      for (const settle of ['tick', 'sign'] as const) {
        const { fixture, id } = await made();
        await fixture.sign(id, GRACE);
        const unsigned = { conclusion: null, issuer: null, subject: null, signedAt: null };
        await database.orm.update(schema.activityDigest).set(unsigned);
        expect((await fixture.list())[0]?.state).toBe('waiting');
        if (settle === 'tick') await fixture.tick();
        else await expect(fixture.sign(id, BEN)).rejects.toMatchObject({ code: 'activity_signed' });
        expect((await fixture.list())[0]).toMatchObject({ state: 'signed', signed_by: GRACE });
        await empty(database);
      }
    });

    it.each([
      ['whom it has a finding about', ADA, []],
      ['another account of theirs', GRACE, [{ name: 'ada', accounts: [ADA, GRACE] }]],
      ['who answers for such a service', GRACE, [{ name: 'grace', accounts: [GRACE], services: [ADA] }]],
    ])('is not for somebody %s', async (_, by, people) => {
      const { fixture, id } = await made({ people });
      await expect(fixture.sign(id, by)).rejects.toMatchObject({ code: 'activity_own' });
      expect(await told(fixture)).toEqual([[by.subject, 'activity_own']]);
      await fixture.sign(id, BEN);
      expect((await fixture.list())[0]?.signed_by).toEqual(BEN);
    });

    it.each(['00000000-0000-4000-8000-00000000000b', '', "' or 1=1"])('is of no digest %j', async (id) => {
      const { fixture } = await made();
      await expect(fixture.sign(id, GRACE)).rejects.toMatchObject({ code: 'activity_unknown' });
      await expect(fixture.activity.show(id)).rejects.toMatchObject({ code: 'activity_unknown' });
      expect(await told(fixture)).toEqual([]);
    });

    it('that is missing is told of once a day, and in the list', async () => {
      const { fixture } = await made();
      const day = 86_400_000;
      fixture.clock.advance(7 * day);
      await fixture.tick();
      expect(await fixture.activity.standing()).toEqual({ waiting: 2, overdue: 0 });
      fixture.clock.advance(1);
      await fixture.tick();
      fixture.clock.advance(day - 1);
      await fixture.tick();
      expect(fixture.lines.filter((line) => line.includes('overdue'))).toEqual([
        'activity reviews overdue {"count":1}',
      ]);
      fixture.clock.advance(1);
      await fixture.tick();
      expect(fixture.lines.filter((line) => line.includes('overdue'))).toHaveLength(2);
      expect((await fixture.list()).map(({ state }) => state)).toEqual(['waiting', 'overdue']);
    });
  });
});
