import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SallyportError } from '@sallyport/core';
import { type Postgres, startPostgres, TestClock } from '@sallyport/testkit';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { DraftItem, EventLog } from '../door/event-log.ts';
import type { ClientItem } from '../ledger/index.ts';
import { type Database, schema } from '../storage/index.ts';
import { openTestDatabase } from '../storage/open-test-database.test-support.ts';
import { rotateSigningKey } from './rotate-signing-key.ts';
import { openSigningKeys, type SigningKeys } from './signing-keys.ts';
import { tendSigningKeys } from './tend-signing-keys.ts';
import { rootKeyWrapper } from './wrappers/root-key-wrapper.ts';

const NOW = 1_795_000_000_000;
const wrapper = rootKeyWrapper(randomBytes(32).toString('base64'));
let folder = '';
let server: Postgres;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sallyport-rotation-'));
  server = await startPostgres();
});
afterAll(async () => {
  await server.stop();
  await rm(folder, { recursive: true, force: true });
});

/** A log that takes each id once, as the ledger does, and can be away. */
function eventLog() {
  const taken = new Map<string, DraftItem>();
  const state = { away: false };
  const commit = async (items: readonly (DraftItem | ClientItem)[]) => {
    if (state.away) throw new SallyportError('ledger_unavailable');
    const [item] = items as readonly DraftItem[];
    if (item?.id === undefined || taken.has(item.id)) throw new SallyportError('proof_replayed');
    taken.set(item.id, item);
    return [];
  };
  return { log: { commit } satisfies Pick<EventLog, 'commit'>, state, taken };
}

describe.each(['pglite', 'postgresql'] as const)('the rotation of a signing key on %s', (kind) => {
  let database: Database;
  let clock: TestClock;
  let events: ReturnType<typeof eventLog>;
  let one: SigningKeys;
  let two: SigningKeys;
  beforeAll(async () => {
    const url = kind === 'pglite' ? undefined : await server.createDatabase();
    database = await openTestDatabase({ url, dataDir: join(folder, kind) });
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    await database.orm.delete(schema.signingKey);
    clock = new TestClock(NOW);
    events = eventLog();
    const open = () => openSigningKeys({ database, wrapper, origin: 'sallyport.example/log', clock });
    one = await open();
    two = await open();
  });

  const rotate = () => rotateSigningKey({ database, wrapper, purpose: 'grant', clock });
  const tend = (keys: SigningKeys) => tendSigningKeys({ database, wrapper, keys, log: events.log, clock });
  const published = (keys: SigningKeys) => keys.published().map(({ kid }) => kid);

  it('publishes the new key five minutes before it signs, and keeps the old one as long as what it signed may live', async () => {
    const old = one.grant.kid;
    const begun = await rotate();
    expect(begun.signsFrom).toBe(NOW + 300_000);
    await tend(one);
    expect([one.grant.kid, published(one).includes(begun.kid)]).toEqual([old, true]);
    clock.set(NOW + 299_999);
    await tend(one);
    expect(one.grant.kid).toBe(old);
    clock.set(NOW + 300_000);
    await tend(one);
    expect([one.grant.kid, published(one).includes(old)]).toEqual([begun.kid, true]);
    clock.advance(3_900_000);
    await tend(one);
    expect(published(one)).toContain(old);
    clock.advance(1);
    await tend(one);
    expect(published(one)).not.toContain(old);
    expect(await one.find('grant', old)).toBeUndefined();
    expect(one.federation.kid).toBe(two.federation.kid);
  });

  it('records once, before the key signs, which key it is', async () => {
    const { kid } = await rotate();
    clock.advance(300_000);
    events.state.away = true;
    await expect(tend(one)).rejects.toThrow(new SallyportError('ledger_unavailable'));
    await one.refresh();
    expect(one.grant.kid).not.toBe(kid);
    events.state.away = false;
    await Promise.all([tend(one), tend(two)]);
    await tend(two);
    const rotated = { what: 'signing_key', name: 'grant', keyId: kid };
    expect([...events.taken.values()].map(({ draft }) => draft)).toEqual([
      { kind: 'credential.rotated', status: 'success', details: { rotated } },
    ]);
  });

  it('is promoted by one of several replicas, and leaves one active key', async () => {
    const { kid } = await rotate();
    clock.advance(300_000);
    await Promise.all([tend(one), tend(two), tend(one), tend(two)]);
    await Promise.all([one.refresh(), two.refresh()]);
    expect([one.grant.kid, two.grant.kid]).toEqual([kid, kid]);
    const rows = await database.orm.select().from(schema.signingKey);
    expect(
      rows
        .filter(({ purpose }) => purpose === 'grant')
        .map(({ state }) => state)
        .sort(),
    ).toEqual(['active', 'retired']);
  });

  it('is one at a time: of several at once one begins', async () => {
    const begun = await Promise.allSettled([rotate(), rotate(), rotate()]);
    const refused = begun.filter(({ status }) => status === 'rejected');
    expect(refused).toHaveLength(2);
    for (const one of refused) expect(one).toMatchObject({ reason: { code: 'rotation_in_progress' } });
    await expect(rotate()).rejects.toThrow(new SallyportError('rotation_in_progress'));
    clock.advance(300_000);
    await tend(one);
    await rotate();
  });

  it('is noticed by a replica that is shown the new key, which looks again every two seconds at most', async () => {
    expect(await two.find('grant', 'unknown')).toBeUndefined();
    const { kid } = await rotate();
    expect(await two.find('grant', kid)).toBeUndefined();
    clock.advance(2_000);
    expect(await two.find('grant', kid)).toMatchObject({ kid });
    expect(await two.find('federation', kid)).toBeUndefined();
  });

  it('does not believe a key that was changed in the database', async () => {
    await database.orm.update(schema.signingKey).set({ publicJwk: '{"kty":"EC"}' });
    await one.refresh();
    expect(one.published()[0]?.publicJwk).toMatchObject({ crv: 'P-256' });
    await rotate();
    await database.orm.update(schema.signingKey).set({ sealed: randomBytes(64) });
    await expect(one.refresh()).rejects.toThrow(new SallyportError('secret_unsealed'));
  });
});

describe('signing keys without a database', () => {
  it('are those that were known; of others it is said that nobody can tell', async () => {
    const database = await openTestDatabase({ url: await server.createDatabase(), dataDir: '' });
    const clock = new TestClock(NOW);
    const keys = await openSigningKeys({ database, wrapper, origin: 'sallyport.example/log', clock });
    const { kid } = keys.grant;
    await database.close();
    expect(await keys.find('grant', kid)).toMatchObject({ kid });
    const unavailable = new SallyportError('ledger_unavailable');
    await expect(keys.find('grant', 'unknown')).rejects.toThrow(unavailable);
    await expect(tendSigningKeys({ database, wrapper, keys, log: eventLog().log, clock })).rejects.toThrow(unavailable);
    expect(keys.grant.kid).toBe(kid);
  });
});
