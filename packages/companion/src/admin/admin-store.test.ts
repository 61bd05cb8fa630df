import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Postgres, startPostgres, TestClock } from '@sallyport/testkit';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Database, schema } from '../storage/index.ts';
import { openTestDatabase } from '../storage/open-test-database.test-support.ts';
import { adminSessions } from './admin-sessions.ts';
import { type Bootstrap, openBootstrap } from './bootstrap.ts';
import { givenRoles } from './given-roles.ts';
import { issueBootstrapToken } from './issue-bootstrap-token.ts';

const GRACE = { issuer: 'https://login.example', subject: 'grace.example' };
const NAMESAKE = { issuer: 'https://other.example', subject: 'grace.example' };
const NOW = 1_795_000_000_000;
const ID = '0b54a1de-3a49-4f0b-9f0a-5c3d7a9e1f20';
const OTHER_ID = '1b54a1de-3a49-4f0b-9f0a-5c3d7a9e1f21';
const SESSION = {
  id: ID,
  identity: GRACE,
  roles: ['auditor'],
  kid: 'a-kid',
  createdAt: NOW,
  expiresAt: NOW + 3_600_000,
  groups: ['audit', 'staff'],
  authTime: NOW - 60_000,
  amr: ['pwd', 'mfa'],
  delegated: false,
} as const;

let folder = '';
let server: Postgres;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sallyport-admin-'));
  server = await startPostgres();
});
afterAll(async () => {
  await server.stop();
  await rm(folder, { recursive: true, force: true });
});

describe.each(['pglite', 'postgresql'] as const)('the admin plane on %s', (kind) => {
  let database: Database;
  let clock: TestClock;
  let bootstrap: Bootstrap;
  beforeAll(async () => {
    const url = kind === 'pglite' ? undefined : await server.createDatabase();
    database = await openTestDatabase({ url, dataDir: join(folder, kind) });
  });
  beforeEach(async () => {
    clock = new TestClock(NOW);
    bootstrap = openBootstrap(database, clock);
    for (const table of [schema.adminSession, schema.adminRole, schema.bootstrap]) await database.orm.delete(table);
  });
  afterAll(() => database.close());

  describe('sessions', () => {
    it('are kept as they were opened, and end once', async () => {
      const sessions = adminSessions(database);
      await sessions.open(SESSION);
      expect(await sessions.find(ID)).toEqual({ ...SESSION, seenAt: NOW });
      await sessions.end(ID, NOW + 1000);
      await sessions.end(ID, NOW + 2000);
      expect(await sessions.find(ID)).toMatchObject({ endedAt: NOW + 1000 });
      expect(await sessions.find(OTHER_ID)).toBeUndefined();
    });

    it('are seen at most once a minute', async () => {
      const sessions = adminSessions(database);
      await sessions.open(SESSION);
      const seenAfter = async (ms: number) => {
        await sessions.touch({ ...SESSION, seenAt: NOW }, NOW + ms);
        return (await sessions.find(ID))?.seenAt;
      };
      expect([await seenAfter(59_999), await seenAfter(60_000)]).toEqual([NOW, NOW + 60_000]);
      // One who looked before comes later: it is not seen earlier than it was.
      await sessions.touch({ ...SESSION, seenAt: NOW - 90_000 }, NOW + 10_000);
      expect((await sessions.find(ID))?.seenAt).toBe(NOW + 60_000);
    });

    it('of one identity end together, those of a namesake do not', async () => {
      const sessions = adminSessions(database);
      await sessions.open(SESSION);
      await sessions.open({ ...SESSION, id: OTHER_ID, identity: NAMESAKE });
      await sessions.endAllOf(GRACE, NOW);
      expect((await sessions.list(NOW)).map(({ id }) => id)).toEqual([OTHER_ID]);
    });

    it('are listed while they last, newest first, and forgotten after', async () => {
      const sessions = adminSessions(database);
      await sessions.open(SESSION);
      await sessions.open({ ...SESSION, id: OTHER_ID, createdAt: NOW + 1, expiresAt: NOW + 5000 });
      expect((await sessions.list(NOW)).map(({ id }) => id)).toEqual([OTHER_ID, ID]);
      expect((await sessions.list(NOW + 5000)).map(({ id }) => id)).toEqual([ID]);
      await sessions.forget(NOW + 5001);
      expect([await sessions.find(OTHER_ID), (await sessions.find(ID))?.id]).toEqual([undefined, ID]);
    });

    it('have no role that does not exist', async () => {
      const row = { id: ID, ...GRACE, kid: 'a-kid', createdAt: new Date(NOW), seenAt: new Date(NOW) };
      const roles = JSON.stringify(['root', 'viewer', 'admin ']);
      await database.orm.insert(schema.adminSession).values({ ...row, roles, expiresAt: new Date(NOW) });
      expect((await adminSessions(database).find(ID))?.roles).toEqual(['viewer']);
    });
  });

  describe('given roles', () => {
    it('are an identity’s own, until they are taken', async () => {
      const roles = givenRoles(database);
      expect(await roles.isGiven('admin')).toBe(false);
      await roles.give(GRACE, 'admin');
      await roles.give(GRACE, 'admin');
      expect([await roles.of(GRACE), await roles.of(NAMESAKE)]).toEqual([['admin'], []]);
      expect([await roles.isGiven('admin'), await roles.isGiven('viewer')]).toEqual([true, false]);
      await roles.takeAll(GRACE);
      expect(await roles.of(GRACE)).toEqual([]);
    });
  });

  describe('the bootstrap token', () => {
    const refused = { code: 'bootstrap_invalid' };

    it('serves once', async () => {
      const token = await bootstrap.issue();
      expect(token).toMatch(/^[\w-]{43}$/);
      await bootstrap.take(token);
      await expect(bootstrap.take(token)).rejects.toMatchObject(refused);
    });

    it('serves one of several who come at once', async () => {
      const token = await bootstrap.issue();
      const taken = await Promise.allSettled(Array.from({ length: 8 }, () => bootstrap.take(token)));
      expect(taken.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    });

    it('serves for an hour', async () => {
      const token = await bootstrap.issue();
      clock.advance(3_600_000);
      await expect(bootstrap.take(token)).rejects.toMatchObject(refused);
      const next = await bootstrap.issue();
      clock.advance(3_599_999);
      await bootstrap.take(next);
    });

    it('is no other one, none that was made before, and none at all before it is made', async () => {
      await expect(bootstrap.take('')).rejects.toMatchObject(refused);
      const before = await bootstrap.issue();
      const token = await bootstrap.issue();
      for (const wrong of [before, `${token}=`, token.toLowerCase(), '']) {
        await expect(bootstrap.take(wrong)).rejects.toMatchObject(refused);
      }
      await bootstrap.take(token);
    });

    it('is kept as a digest alone', async () => {
      const token = await bootstrap.issue();
      const [row] = await database.orm.select().from(schema.bootstrap);
      expect(row?.digest).toHaveLength(32);
      expect(Buffer.from(row?.digest ?? []).toString('base64url')).not.toBe(token);
    });

    it('is not made where the plane is off, nor for a second admin unless told', async () => {
      const admin = {
        issuer: GRACE.issuer,
        clientId: 'x',
        scope: 'openid',
        roles: {},
        sessionSeconds: 1,
        idleSeconds: 1,
      };
      const order = { config: { admin }, database, clock };
      await expect(issueBootstrapToken({ ...order, config: {} })).rejects.toMatchObject({ code: 'admin_disabled' });
      await issueBootstrapToken(order);
      await givenRoles(database).give(GRACE, 'admin');
      await expect(issueBootstrapToken(order)).rejects.toMatchObject({ code: 'request_invalid' });
      await bootstrap.take(await issueBootstrapToken({ ...order, again: true }));
    });
  });
});

describe('a database that is gone', () => {
  it('says ledger_unavailable', async () => {
    const database = await openTestDatabase({ url: await server.createDatabase(), dataDir: folder });
    await database.close();
    const [sessions, roles] = [adminSessions(database), givenRoles(database)];
    const bootstrap = openBootstrap(database, new TestClock(NOW));
    const works = [
      () => sessions.find(ID),
      () => sessions.open(SESSION),
      () => roles.of(GRACE),
      () => bootstrap.take('x'),
    ];
    for (const work of works) await expect(work()).rejects.toMatchObject({ code: 'ledger_unavailable' });
  });
});
