import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SallyportError, systemClock } from '@sallyport/core';
import { type Postgres, startPostgres, TestClock } from '@sallyport/testkit';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Database, schema } from '../storage/index.ts';
import { openTestDatabase } from '../storage/open-test-database.test-support.ts';
import type { Access, Membership } from './access.ts';
import { openAccess } from './open-access.ts';

const ISSUER = 'https://login.example/';
const GRANT = '0b54a1de-3a49-4f0b-9f0a-5c3d7a9e1f20';
const REVOKED = new SallyportError('grant_revoked');
const AWAY = new SallyportError('ledger_unavailable');

let folder = '';
let server: Postgres;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sallyport-access-'));
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

/** Nobody else's: tests share a database. */
const someone = () => ({ issuer: ISSUER, subject: crypto.randomUUID() });
const seconds = (clock = systemClock) => Math.floor(clock.now() / 1000);

describe.each(['pglite', 'postgresql'] as const)('access on %s', (kind) => {
  let database: Database;
  let here: Access;
  let there: Access;
  const open = (options = {}) =>
    openAccess({ database, clock: systemClock, log: { error: () => undefined }, everyMs: 20, ...options });
  beforeAll(async () => {
    database = await openTestDatabase(await locations[kind]());
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    [here, there] = [await open(), await open()];
  });
  afterEach(async () => {
    await Promise.all([here.close(), there.close()]);
  });

  it('refuses a revoked grant at once here, soon elsewhere, and in what is started later', async () => {
    const caller = someone();
    const grant = { id: crypto.randomUUID(), caller, issuedAt: seconds() };
    const other = { ...grant, id: crypto.randomUUID() };
    for (const access of [here, there]) access.check(grant);
    await here.revokeGrant({ ...grant, expiresAt: seconds() + 900 });
    expect(() => here.check(grant)).toThrow(REVOKED);
    await vi.waitFor(() => expect(() => there.check(grant)).toThrow(REVOKED));
    const later = await open();
    expect(() => later.check(grant)).toThrow(REVOKED);
    for (const access of [here, there, later]) access.check(other);
    await later.close();
  });

  it('ends the calls sent under a review whose approval is taken back, here at once and elsewhere soon, and no others', async () => {
    const [id, other] = [crypto.randomUUID(), crypto.randomUUID()];
    const ended: string[] = [];
    const told = (name: string) => (error: SallyportError) => void ended.push(`${name} ${error.code}`);
    here.followReview(id, told('here'));
    here.followReview(id, told('left'))();
    here.followReview(other, told('other'));
    there.followReview(id, told('there'));
    await here.revokeReview({ id, identity: someone(), expiresAt: systemClock.now() + 60_000 });
    expect(ended).toEqual(['here review_revoked']);
    await vi.waitFor(() => expect(ended).toEqual(['here review_revoked', 'there review_revoked']));
    for (const access of [here, there]) {
      expect(() => access.followReview(id, told('late'))).toThrow(new SallyportError('review_revoked'));
      access.followReview(other, told('other'))();
    }
    expect(ended).toHaveLength(2);
  });

  it('takes no grant and no identity for a review', async () => {
    const caller = someone();
    const id = crypto.randomUUID();
    const aborted: SallyportError[] = [];
    here.follow({ id, caller, issuedAt: seconds() }, (error) => void aborted.push(error));
    await here.revokeReview({ id, identity: caller, expiresAt: systemClock.now() });
    here.check({ id, caller, issuedAt: seconds() });
    expect(aborted).toEqual([]);
  });

  it('refuses all that was issued to a revoked identity until now, and nothing of later or of others', async () => {
    const caller = someone();
    const now = seconds();
    await here.revokeIdentity(caller);
    await there.checkNow({ id: GRANT, caller, issuedAt: now + 10 });
    for (const access of [here, there]) {
      for (const issuedAt of [0, now - 100, now, Number.NaN]) {
        expect(() => access.check({ id: GRANT, caller, issuedAt })).toThrow(REVOKED);
      }
      access.check({ id: GRANT, caller, issuedAt: now + 10 });
      access.check({ id: GRANT, caller: { ...caller, issuer: 'https://other.example/' }, issuedAt: now });
      access.check({ id: GRANT, caller: someone(), issuedAt: now });
    }
  });

  it('keeps the later of two revocations of one identity', async () => {
    const clock = new TestClock(systemClock.now());
    const access = await open({ clock });
    const caller = someone();
    clock.advance(100_000);
    await access.revokeIdentity(caller);
    clock.advance(-100_000);
    await access.revokeIdentity(caller);
    expect(() => access.check({ id: GRANT, caller, issuedAt: seconds(clock) + 50 })).toThrow(REVOKED);
    await access.close();
  });

  it('ends calls under way of what is revoked, wherever they are, and no others', async () => {
    const caller = someone();
    const grant = { id: crypto.randomUUID(), caller, issuedAt: seconds() };
    const ended: string[] = [];
    const follow = (access: Access, name: string, more = {}) =>
      access.follow({ ...grant, ...more }, (error) => ended.push(`${name} ${error.code}`));
    follow(here, 'here');
    follow(there, 'there');
    follow(there, 'other grant', { id: crypto.randomUUID() });
    follow(there, 'other caller', { id: crypto.randomUUID(), caller: someone() });
    follow(there, 'over')();
    await here.revokeGrant({ ...grant, expiresAt: seconds() + 900 });
    expect(ended).toEqual(['here grant_revoked']);
    await vi.waitFor(() => expect(ended).toEqual(['here grant_revoked', 'there grant_revoked']));
    await there.revokeIdentity(caller);
    expect(ended.slice(2)).toEqual(['other grant grant_revoked']);
    expect(() => follow(here, 'late')).toThrow(REVOKED);
  });

  it('knows the groups of an identity as its last exchange said them, on every replica', async () => {
    const caller = someone();
    expect(await there.groupsOf(caller)).toEqual([]);
    await here.remember({ ...caller, groups: ['clinicians', 'billing', 'billing'], nature: 'person' });
    expect(await here.membershipOf(caller)).toEqual({ groups: ['billing', 'clinicians'], nature: 'person' });
    await vi.waitFor(async () => expect(await there.groupsOf(caller)).toEqual(['billing', 'clinicians']));
    await there.remember({ ...caller, groups: ['billing'] });
    expect(await there.membershipOf(caller)).toEqual({ groups: ['billing'] });
    await vi.waitFor(async () => expect(await here.membershipOf(caller)).toEqual({ groups: ['billing'] }));
    expect(await here.groupsOf({ ...caller, issuer: 'https://other.example/' })).toEqual([]);
  });

  it('tells of groups only where they are news', async () => {
    const caller = someone();
    const changes = async () => (await database.orm.select().from(schema.accessChange)).length;
    await here.remember({ ...caller, groups: ['a', 'b'] });
    const before = await changes();
    await here.remember({ ...caller, groups: ['b', 'a'] });
    await there.remember({ ...caller, groups: ['a', 'b'] });
    expect(await changes()).toBe(before);
    await there.remember({ ...caller, groups: ['a'] });
    expect(await changes()).toBe(before + 1);
    await there.remember({ ...caller, groups: ['a'], nature: 'service' });
    expect(await changes()).toBe(before + 2);
  });

  it('is not told old groups by a token from before the last, and believes no clock that is ahead', async () => {
    const caller = someone();
    const now = seconds();
    await here.remember({ ...caller, groups: ['a'] }, now - 100);
    await here.remember({ ...caller, groups: ['a', 'b'] }, now - 200);
    expect(await here.groupsOf(caller)).toEqual(['a']);
    await there.remember({ ...caller, groups: ['c'] }, now + 86_400);
    await here.remember({ ...caller, groups: ['d'] }, seconds() + 1);
    expect(await here.groupsOf(caller)).toEqual(['d']);
  });

  it('ends calls to which the groups of now give no right, wherever they are', async () => {
    const caller = someone();
    await here.remember({ ...caller, groups: ['clinicians', 'billing'] });
    await there.checkNow({ id: GRANT, caller, issuedAt: seconds() });
    const ended: string[] = [];
    const inGroup = (group: string) => ({
      ...{ id: crypto.randomUUID(), caller, issuedAt: seconds() },
      allows: ({ groups }: Membership) => groups.includes(group),
    });
    there.follow(inGroup('clinicians'), ({ code }) => ended.push(`clinicians ${code}`));
    there.follow(inGroup('billing'), ({ code }) => ended.push(`billing ${code}`));
    there.follow({ id: GRANT, caller, issuedAt: seconds() }, ({ code }) => ended.push(`anyone ${code}`));
    await here.remember({ ...caller, groups: ['billing'] });
    await vi.waitFor(() => expect(ended).toEqual(['clinicians grant_revoked']));
    // Admitted by groups that were changed before it was followed.
    there.follow(inGroup('clinicians'), ({ code }) => ended.push(`late ${code}`));
    await vi.waitFor(() => expect(ended).toEqual(['clinicians grant_revoked', 'late grant_revoked']));
  });

  it('lets serve once what serves once, whoever asks, and at the same time', async () => {
    const [input, other] = [crypto.randomUUID(), crypto.randomUUID()];
    const uses = await Promise.all([here, there, here, there].map((one) => one.useOnce(input, seconds() + 60)));
    expect(uses.filter(Boolean)).toHaveLength(1);
    expect(await there.useOnce(input, seconds() + 60)).toBe(false);
    expect(await there.useOnce(other, seconds() + 60)).toBe(true);
  });

  it('sees a change whose transaction ended after that of a later one', async () => {
    // The embedded database has one connection: nothing there ends out of order.
    if (kind === 'pglite') return;
    const [slow, fast] = [someone(), someone()];
    const insert = ({ issuer, subject }: typeof slow) => ({
      name: 'test_change',
      text: `insert into access_change (kind, issuer, subject, at, expires_at)
        values ('identity_revoked', $1, $2, now(), now() + interval '1 hour')`,
      values: [issuer, subject],
    });
    const [holding, letGo] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const ended = database.transaction(async (runner) => {
      await runner.query(insert(slow));
      holding.resolve();
      await letGo.promise;
    });
    await holding.promise;
    await database.query(insert(fast));
    const of = (caller: typeof slow) => ({ id: GRANT, caller, issuedAt: 0 });
    await vi.waitFor(() => expect(() => here.check(of(fast))).toThrow(REVOKED));
    here.check(of(slow));
    letGo.resolve();
    await ended;
    await vi.waitFor(() => expect(() => here.check(of(slow))).toThrow(REVOKED));
  });

  it('forgets what has expired, and whom nobody saw for thirty days', async () => {
    const clock = new TestClock(systemClock.now());
    const access = await open({ clock });
    const [stays, goes] = [someone(), someone()];
    const [used, revoked] = [crypto.randomUUID(), crypto.randomUUID()];
    await access.remember({ ...goes, groups: ['a'] });
    await access.useOnce(used, seconds(clock) + 60);
    await access.revokeGrant({ id: revoked, caller: goes, expiresAt: seconds(clock) + 60 });
    await access.forget(clock.now());
    expect(await access.useOnce(used, seconds(clock) + 60)).toBe(false);
    clock.advance(31 * 86_400_000);
    await access.remember({ ...stays, groups: ['a'] });
    await access.forget(clock.now());
    expect(await access.useOnce(used, seconds(clock) + 60)).toBe(true);
    const rows = await database.orm.select().from(schema.identityGroups);
    expect(rows.map(({ subject }) => subject)).toEqual(expect.arrayContaining([stays.subject]));
    expect(rows.map(({ subject }) => subject)).not.toContain(goes.subject);
    const changes = await database.orm.select().from(schema.accessChange);
    expect(changes.map(({ grantId }) => grantId)).not.toContain(revoked);
    await access.close();
  });
});

describe('access to a database that goes away', () => {
  let postgres: Postgres;
  let database: Database;
  beforeAll(async () => {
    postgres = await startPostgres();
    database = await openTestDatabase({ url: await postgres.createDatabase(), dataDir: '' });
  });
  afterAll(async () => {
    await database.close();
    await postgres.stop();
  });

  it('refuses everybody once it cannot see what is revoked, ends what goes on, and recovers by itself', async () => {
    const logged: string[] = [];
    const log = { error: (message: string) => logged.push(message) };
    const access = await openAccess({ database, clock: systemClock, log, everyMs: 20, blindAfterMs: 1_000 });
    const caller = someone();
    const presented = { id: GRANT, caller, issuedAt: seconds() };
    await access.remember({ ...caller, groups: ['clinicians'] });
    const ended: string[] = [];
    access.follow(presented, ({ code }) => ended.push(code));
    await postgres.kill();
    access.check(presented);
    await vi.waitFor(() => expect(() => access.check(presented)).toThrow(AWAY), { timeout: 60_000 });
    await vi.waitFor(() => expect(ended).toContain('ledger_unavailable'), { timeout: 60_000 });
    expect(ended).toHaveLength(1);
    expect(logged).toEqual(['ledger unavailable']);
    const works = [
      () => access.useOnce('anything', seconds() + 60),
      () => access.revokeGrant({ ...presented, expiresAt: seconds() + 60 }),
      () => access.revokeIdentity(caller),
      () => access.remember({ ...caller, groups: [] }),
      () => access.checkNow(presented),
      () => access.groupsOf(someone()),
      () => access.forget(0),
    ];
    for (const work of works) await expect(work()).rejects.toThrow(AWAY);
    await postgres.restart();
    await vi.waitFor(() => access.check(presented), { timeout: 60_000 });
    expect(await access.groupsOf(caller)).toEqual(['clinicians']);
    await access.close();
  });
});
