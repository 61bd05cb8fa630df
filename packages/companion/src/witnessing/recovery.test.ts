import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fromBase64url, SallyportError } from '@sallyport/core';
import { hashLeaf, readUnverifiedEvent, verifyInclusion } from '@sallyport/ledger';
import { TestClock } from '@sallyport/testkit';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ledgerEventLog } from '../door/event-log.ts';
import type { Ledger } from '../ledger/index.ts';
import { openTestLedger, sessionFacts, someFacts, testIdentity } from '../ledger/ledger-fixture.test-support.ts';
import type { Database } from '../storage/index.ts';
import { openTestDatabase } from '../storage/open-test-database.test-support.ts';
import { backupFacts } from './backup-facts.ts';
import { planRecovery } from './plan-recovery.ts';
import { recordHeartbeat } from './record-heartbeat.ts';
import { recordRecovery } from './record-recovery.ts';
import { latestRecoveries } from './recovery-rows.ts';
import { type SignedLog, signedLog } from './signed-log.ts';
import { submitCheckpoint } from './submit-checkpoint.ts';
import { type WitnessDouble, witnessDouble } from './witness-double.test-support.ts';

let folder = '';
let database: Database;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sallyport-recovery-'));
  database = await openTestDatabase({ dataDir: folder });
});
afterAll(async () => {
  await database.close();
  await rm(folder, { recursive: true, force: true });
});

const clock = new TestClock();
let ledger: Ledger;
let log: SignedLog;
let one: WitnessDouble;
let two: WitnessDouble;
beforeEach(async () => {
  await empty();
  one = await witnessDouble(log, 'one.example/w');
  two = await witnessDouble(log, 'two.example/w');
});

/** The same log, with nothing in it: what grows then is another history under its keys. */
async function empty(): Promise<void> {
  await database.orm.execute(sql`truncate ledger_head, ledger_leaf, ledger_tile, session, ledger_recovery`);
  ledger = await openTestLedger(database);
  const { keys } = await testIdentity(database);
  log = signedLog(ledger, keys);
}
const ids = Array.from({ length: 40 }, () => crypto.randomUUID());
/** Grows the log to a size; ECDSA signs each time anew, so no two histories are alike. */
const growTo = async (size: number) => {
  for (let at = (await log.latest()).size; at < size; at++) await ledger.append(someFacts({ id: ids[at] ?? '' }));
};
const shown = async (witness: WitnessDouble) => {
  const { size, root } = witness.head;
  const before = size === 0 ? undefined : { size, root };
  await submitCheckpoint({ client: witness, log, checkpoint: await log.latest(), before });
};
const plan = (...witnesses: readonly WitnessDouble[]) => planRecovery({ log, witnesses });

describe('a recovery', () => {
  it('says what was lost, and gives each witness what it accepts', async () => {
    await growTo(20);
    await shown(two);
    await growTo(25);
    await shown(one);
    await empty();
    await growTo(12);
    const planned = await plan(one, two);
    expect(planned.backup.size).toBe(12);
    expect(planned.lost).toMatchObject([
      { witnesses: ['one.example/w'], seen: { size: 25 } },
      { witnesses: ['two.example/w'], seen: { size: 20 } },
    ]);
    const files = await recordRecovery(planned, { events: ledgerEventLog(ledger, clock), ledger, database });
    const now = await log.latest();
    expect(now.size).toBe(14);
    expect(await latestRecoveries(database, ledger)).toMatchObject([
      { index: 13, witnessed: two.head.note },
      { index: 12, witnessed: one.head.note, leaf: await ledger.leaf(12) },
    ]);
    for (const [at, { file, witnesses }] of files.entries()) {
      const witness = [one, two].find(({ name }) => name === witnesses[0]);
      const leaf = Buffer.from(file.leaf, 'base64');
      const proof = file.proof.map((hash) => new Uint8Array(Buffer.from(hash, 'base64')));
      expect(file).toMatchObject({ version: 1, origin: now.origin, index: 12 + at, checkpoint: now.note });
      expect(verifyInclusion({ ...now, leafHash: hashLeaf(leaf), index: file.index, proof })).toBe(true);
      const { from, witnessed } = readUnverifiedEvent(leaf)?.unmapped.recovered ?? {};
      expect([from?.size, witnessed?.size]).toEqual([12, witness?.head.size]);
      expect(fromBase64url(witnessed?.root ?? '')).toEqual(new Uint8Array(witness?.head.root ?? []));
      expect(file.witnessed.note).toBe(witness?.head.note);
    }
  });

  it('is one for witnesses that saw the same', async () => {
    await growTo(9);
    await shown(one);
    await shown(two);
    await empty();
    await growTo(3);
    expect((await plan(one, two)).lost).toMatchObject([{ witnesses: [one.name, two.name], seen: { size: 9 } }]);
  });

  it('is of nothing where the database has all, or nobody saw anything', async () => {
    await growTo(5);
    await shown(one);
    await growTo(7);
    expect((await plan(one, two)).lost).toEqual([]);
  });

  it.each([5, 7])('is not to be had for another log of %i entries', async (size) => {
    await growTo(5);
    await shown(one);
    await empty();
    await growTo(size);
    await expect(plan(one)).rejects.toMatchObject({ code: 'log_forked' });
  });

  it('is not to be had where witnesses disagree, one is away, or there is none', async () => {
    await growTo(5);
    await shown(one);
    await empty();
    await growTo(5);
    await shown(two);
    await empty();
    await growTo(2);
    await expect(plan(one, two)).rejects.toMatchObject({ code: 'log_forked' });
    const away = { ...two, latest: () => Promise.reject(new SallyportError('witness_unavailable')) };
    await expect(plan(one, away)).rejects.toMatchObject({ code: 'witness_unavailable' });
    const foreign = { ...two, latest: async () => one.head.note?.replace('sallyport.example', 'other.example') };
    await expect(plan(foreign)).rejects.toMatchObject({ code: 'witness_invalid' });
    await expect(plan()).rejects.toMatchObject({ code: 'config_invalid' });
  });
});

describe('the facts of a backup', () => {
  it('are its last heartbeat, and the sessions that are open', async () => {
    expect(await backupFacts({ database, ledger }, 0)).toEqual({ openSessions: 0 });
    const events = ledgerEventLog(ledger, clock);
    const checkpoint = await log.latest();
    for (const minute of [1, 2]) {
      clock.advance(60_000);
      await recordHeartbeat(events, { checkpoint, cosignedBy: [], unwitnessed: false, minute });
    }
    const last = clock.now();
    clock.advance(60_000);
    const [left, ended] = [crypto.randomUUID(), crypto.randomUUID()];
    for (const id of [left, ended]) await ledger.append(sessionFacts(id, 'session.intent'), { session: 'open' });
    await ledger.append(sessionFacts(ended, 'session.outcome'), { session: 'close' });
    const { size } = await log.latest();
    expect(await backupFacts({ database, ledger }, size)).toEqual({ lastHeartbeat: last, openSessions: 1 });
  });
});
