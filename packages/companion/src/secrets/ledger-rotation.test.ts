import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  decodeVerifierKey,
  encodeWitnessKey,
  openCheckpoint,
  readSuccession,
  signCheckpoint,
  signReceipt,
  trustFingerprint,
  verifyReceipt,
} from '@sallyport/ledger';
import { type Postgres, startPostgres, TestClock } from '@sallyport/testkit';
import { and, eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { keptParts } from '../audit/kept-parts.ts';
import { readStoredTrust } from '../audit/stored-trust.ts';
import { verifyDatabase } from '../audit/verify-database.ts';
import { ledgerEventLog } from '../door/event-log.ts';
import { type Ledger, openLedger } from '../ledger/index.ts';
import { verifyFolder } from '../ledger/ledger-fixture.test-support.ts';
import { type Database, schema } from '../storage/index.ts';
import { openTestDatabase } from '../storage/open-test-database.test-support.ts';
import { rotateKey } from './rotate-ledger-key.ts';
import { openSecret } from './seal-secret.ts';
import { openSigningKeys, type SigningKeys } from './signing-keys.ts';
import { tendSigningKeys } from './tend-signing-keys.ts';
import { rootKeyWrapper } from './wrappers/root-key-wrapper.ts';

const NOW = 1_795_000_000_000;
const [FIRST, OVERLAP] = [300_000, 604_800_001];
const origin = 'sallyport.example/log';
const wrapper = rootKeyWrapper(randomBytes(32).toString('base64'));
const corrupt = { code: 'ledger_corrupt' };
const { signingKey, trustStep } = schema;
let folder = '';
let server: Postgres;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sallyport-ledger-keys-'));
  server = await startPostgres();
});
afterAll(async () => {
  await server.stop();
  await rm(folder, { recursive: true, force: true });
});

/** A replica: its keys, and its way into the ledger. */
interface Replica {
  readonly keys: SigningKeys;
  readonly ledger: Ledger;
  record(): Promise<unknown>;
  tend(): Promise<void>;
}

describe('the rotation of the ledger’s keys', () => {
  let database: Database;
  let clock: TestClock;
  let count = 0;
  beforeEach(async () => {
    clock = new TestClock(NOW);
    count += 1;
    database = await openTestDatabase({ url: await server.createDatabase(), dataDir: '' });
    return () => database.close();
  });

  const open = (witnesses?: readonly string[]) =>
    openSigningKeys({ database, wrapper, origin, clock, ...(witnesses === undefined ? {} : { witnesses }) });
  const rotate = (purpose: 'log' | 'event') => rotateKey(purpose, { database, wrapper, origin, clock });
  const replica = async (): Promise<Replica> => {
    const keys = await open();
    const ledger = await openLedger({ database, origin, keys, version: '0.0.0' });
    const log = ledgerEventLog(ledger, clock);
    const config = `sha256:${'0'.repeat(64)}`;
    return {
      keys,
      ledger,
      record: () => log.record({ kind: 'config.applied', status: 'success', details: { config } }),
      tend: () => tendSigningKeys({ database, wrapper, keys, log, clock }),
    };
  };
  const rotateBoth = async (...replicas: readonly Replica[]) => {
    const begun = [await rotate('log'), await rotate('event')];
    for (const one of replicas) await one.keys.refresh();
    clock.advance(FIRST);
    for (const one of replicas) await one.tend();
    return begun.map(({ kid }) => kid);
  };
  const verified = async ({ ledger }: Replica) => {
    const target = join(folder, `export-${count}-${randomBytes(4).toString('hex')}`);
    await ledger.exportTo(target);
    return verifyFolder(target);
  };
  const statesOf = async (purpose: string) =>
    (await database.orm.select().from(signingKey).where(eq(signingKey.purpose, purpose)))
      .map(({ state }) => state)
      .sort();

  it.each(['postgresql', 'pglite'])(
    'goes on, on %s, also where one hears late, and every entry verifies',
    async (kind) => {
      if (kind === 'pglite') {
        await database.close();
        database = await openTestDatabase({ dataDir: join(folder, kind) });
      }
      const [one, two] = [await replica(), await replica()];
      const before = one.keys.trust;
      const old = { kid: one.keys.event.kid, log: one.keys.log.verifierKey };
      const note = await signCheckpoint({ origin, size: 0, root: new Uint8Array(32) }, one.keys.log);
      const receipt = await signReceipt(
        { origin, treeSize: 1, leaves: [{ index: 0, leafHash: 'A'.repeat(43) }] },
        one.keys.event,
      );
      await one.record();
      const [, kid] = await rotateBoth(one);
      expect([one.keys.event.kid, one.keys.log.verifierKey === old.log]).toEqual([kid, false]);
      // The other one still signs with the old keys, and does not know the new ones at all.
      for (const each of [two, one, two]) await each.record();
      await two.tend();
      expect(two.keys.event.kid).toBe(kid);
      // The old log key signs beside the new one, as long as it is there: for whoever knows that one alone.
      await two.record();
      const opens = async (logKey = '') => openCheckpoint(await two.ledger.checkpoint(), [decodeVerifierKey(logKey)]);
      for (const logKey of two.keys.trust.logKeys) expect(await opens(logKey)).toMatchObject({ origin });
      clock.advance(OVERLAP);
      for (const each of [one, two, one]) await each.tend();
      await two.record();
      expect([await statesOf('log'), await statesOf('event')]).toEqual([
        ['active', 'kept'],
        ['active', 'kept'],
      ]);
      await expect(opens(old.log)).rejects.toMatchObject(corrupt);
      // What was signed before, a replica that starts now verifies, and an auditor of the export.
      const later = await replica();
      expect(await openCheckpoint(note, later.keys.verifierKeys)).toMatchObject({ size: 0 });
      expect(await verifyReceipt(receipt, later.keys.eventKeys)).toMatchObject({ treeSize: 1 });
      expect(await verified(later)).toMatchObject({ ok: true, size: 10 });
      const stored = await readStoredTrust(database, origin);
      expect(stored).toEqual(later.keys.trust);
      expect(await verifyDatabase({ database, trust: stored, kept: keptParts(database) })).toMatchObject({ ok: true });
      const { trust } = later.keys;
      expect(trust.logKeys[0]).toBe(old.log);
      expect((await readSuccession(before, trust.endorsements)).at(-1)).toEqual({
        logKeys: trust.logKeys,
        eventKeys: trust.eventKeys,
        witnesses: [],
      });
    },
  );

  it('keeps of an old key the public half alone', async () => {
    const one = await replica();
    await rotateBoth(one);
    clock.advance(OVERLAP);
    await one.tend();
    for (const purpose of ['log', 'event']) {
      const kept = and(eq(signingKey.purpose, purpose), eq(signingKey.state, 'kept'));
      const [row] = await database.orm.select().from(signingKey).where(kept);
      const opened = await openSecret(wrapper, {
        name: `signing-key/${purpose}`,
        bytes: row?.sealed ?? new Uint8Array(),
      });
      expect(opened.length).toBe(purpose === 'log' ? 44 : 91);
      await database.orm.update(signingKey).set({ state: 'retired' }).where(kept);
      await expect(open()).rejects.toMatchObject({ code: 'secret_unsealed' });
      await database.orm.update(signingKey).set({ state: 'kept' }).where(eq(signingKey.state, 'retired'));
    }
  });

  it('lets no replica sign with a key that is gone, however long it slept, until it has heard', async () => {
    const [one, sleeper] = [await replica(), await replica()];
    await rotateBoth(one);
    clock.advance(OVERLAP);
    await one.tend();
    await expect(sleeper.record()).rejects.toMatchObject({ code: 'ledger_unavailable' });
    await sleeper.tend();
    await sleeper.record();
    expect(await verified(one)).toMatchObject({ ok: true });
  });

  it('takes an id of the companion’s own once, whichever key signs', async () => {
    const one = await replica();
    const log = ledgerEventLog(one.ledger, clock);
    const item = {
      draft: { kind: 'opt_out', status: 'success', details: {} },
      id: crypto.randomUUID(),
      once: true,
    } as const;
    await log.commit([item]);
    await rotateBoth(one);
    await expect(log.commit([item])).rejects.toMatchObject({ code: 'proof_replayed' });
  });

  it('is one at a time for each purpose, and of several changes at once none is lost', async () => {
    const keys = await open();
    const begun = await Promise.allSettled([rotate('log'), rotate('log'), rotate('event'), rotate('event')]);
    expect(begun.filter(({ status }) => status === 'fulfilled').length).toBeGreaterThan(0);
    for (const purpose of ['log', 'event'] as const) {
      if (!(await statesOf(purpose)).includes('next')) await rotate(purpose);
      await expect(rotate(purpose)).rejects.toMatchObject({ code: 'rotation_in_progress' });
    }
    const before = keys.trust;
    await keys.refresh();
    expect(keys.trust.endorsements).toHaveLength(2);
    const latest = (await readSuccession(before, keys.trust.endorsements)).at(-1);
    expect(latest && trustFingerprint(latest)).toBe(trustFingerprint(keys.trust));
  });

  it('says by which trust it can be told', async () => {
    await open();
    const { fingerprint } = await rotate('event');
    expect(fingerprint).toBe(trustFingerprint((await open()).trust));
  });

  it('names witnesses, once for replicas that start together, and vouches for them', async () => {
    const witnesses = [7, 8].map((byte) => encodeWitnessKey(`w${byte}.example.net`, new Uint8Array(32).fill(byte)));
    const first = (await open()).trust;
    const together = await Promise.all([1, 2, 3].map(() => open(witnesses)));
    await open(witnesses.toReversed());
    for (const { trust } of [...together, await open()])
      expect([trust.witnesses, trust.endorsements.length]).toEqual([witnesses, 1]);
    const { trust } = await open([]);
    expect(trust.witnesses).toEqual([]);
    expect(await readSuccession(first, trust.endorsements)).toHaveLength(3);
  });

  it('believes no key, and no step, that was put into the database or taken out of it', async () => {
    const one = await replica();
    await rotateBoth(one);
    const steps = await database.orm.select().from(trustStep);
    const restore = async () => {
      await database.orm.delete(trustStep);
      await database.orm.insert(trustStep).values(steps);
      await one.keys.refresh();
    };
    const last = eq(trustStep.position, 1);
    await database.orm.delete(trustStep).where(last);
    await expect(one.keys.refresh()).rejects.toMatchObject(corrupt);
    await restore();
    await database.orm
      .update(trustStep)
      .set({ endorsement: steps[0]?.endorsement ?? '' })
      .where(last);
    await expect(one.keys.refresh()).rejects.toMatchObject(corrupt);
    await restore();
    await database.orm.update(trustStep).set({ endorsement: 'x' }).where(last);
    await expect(open()).rejects.toMatchObject(corrupt);
    await restore();
    await database.orm.delete(signingKey).where(eq(signingKey.state, 'retired'));
    await expect(one.keys.refresh()).rejects.toMatchObject(corrupt);
  });
});
