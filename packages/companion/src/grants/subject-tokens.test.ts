import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Postgres, startPostgres } from '@sallyport/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Database, schema } from '../storage/index.ts';
import { openTestDatabase } from '../storage/open-test-database.test-support.ts';
import { subjectTokens } from './subject-tokens.ts';

let folder = '';
let server: Postgres;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sallyport-tokens-'));
  server = await startPostgres();
});
afterAll(async () => {
  await server.stop();
  await rm(folder, { recursive: true, force: true });
});

describe.each(['pglite', 'postgresql'] as const)('subjectTokens on %s', (kind) => {
  let database: Database;
  beforeAll(async () => {
    const url = kind === 'pglite' ? undefined : await server.createDatabase();
    database = await openTestDatabase({ url, dataDir: join(folder, kind) });
  });
  afterAll(() => database.close());

  it('lets the first key present a token again, and no other', async () => {
    const tokens = subjectTokens(database);
    await tokens.bind('token-one', { kid: 'a', expiresAt: 2_000_000_000 });
    await tokens.bind('token-one', { kid: 'a', expiresAt: 2_000_000_000 });
    await tokens.bind('token-two', { kid: 'b', expiresAt: 2_000_000_000 });
    await expect(tokens.bind('token-one', { kid: 'b', expiresAt: 2_000_000_000 })).rejects.toMatchObject({
      code: 'token_bound',
    });
  });

  it('lets one key win when several come at once', async () => {
    const tokens = subjectTokens(database);
    const kids = ['a', 'b', 'c', 'd', 'e'];
    const bound = await Promise.allSettled(kids.map((kid) => tokens.bind('raced', { kid, expiresAt: 2_000_000_000 })));
    expect(bound.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  it('keeps no token, and forgets what has expired', async () => {
    const tokens = subjectTokens(database);
    await tokens.bind('token-secret', { kid: 'a', expiresAt: 1_000 });
    const rows = await database.orm.select().from(schema.subjectToken);
    expect(rows.every(({ digest }) => digest.length === 32)).toBe(true);
    expect(JSON.stringify(rows)).not.toContain('token-secret');
    await tokens.forget(1_000_001);
    expect(await database.orm.select().from(schema.subjectToken)).toHaveLength(rows.length - 1);
    await tokens.bind('token-secret', { kid: 'b', expiresAt: 1_000 });
  });
});

describe('subjectTokens without a database', () => {
  it('refuses', async () => {
    const database = await openTestDatabase({ dataDir: join(folder, 'closed') });
    await database.close();
    const tokens = subjectTokens(database);
    await expect(tokens.bind('t', { kid: 'a', expiresAt: 1 })).rejects.toMatchObject({ code: 'ledger_unavailable' });
    await expect(tokens.forget(1)).rejects.toMatchObject({ code: 'ledger_unavailable' });
  });
});
