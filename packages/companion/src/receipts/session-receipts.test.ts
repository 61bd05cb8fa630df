import type { EventFacts, Identity } from '@sallyport/core';
import { hashLeaf, importEventKeys, verifyReceipt } from '@sallyport/ledger';
import { type Postgres, startPostgres } from '@sallyport/testkit';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { receiptSigner } from '../door/receipts.ts';
import type { Ledger } from '../ledger/index.ts';
import { openTestLedger, someFacts, testIdentity } from '../ledger/ledger-fixture.test-support.ts';
import { type Database, openDatabase } from '../storage/index.ts';
import { type SessionReceipts, sessionReceipts } from './session-receipts.ts';

const NOTES: Identity = { issuer: 'https://login.example/', subject: 'notes-service' };
const STRANGERS: readonly Identity[] = [
  { issuer: 'https://login.example/', subject: 'billing-service' },
  { issuer: 'https://other.example/', subject: 'notes-service' },
  { issuer: '', subject: '' },
];

let server: Postgres;
let database: Database;
let ledger: Ledger;
let log: Awaited<ReturnType<typeof testIdentity>>;
let receiptOf: SessionReceipts;

beforeAll(async () => {
  server = await startPostgres();
  database = await openDatabase({ url: await server.createDatabase(), dataDir: '' });
  ledger = await openTestLedger(database);
  log = await testIdentity(database);
  const receipts = receiptSigner(log.origin, () => log.keys.event);
  receiptOf = sessionReceipts({ ledger, receipts, verifierKeys: () => log.keys.verifierKeys });
});
afterAll(async () => {
  await ledger.close();
  await database.close();
  await server.stop();
});

const open = async (id: string, identity: Identity = NOTES): Promise<number> =>
  (await ledger.append(factsOf('session.intent', id, identity), { session: 'open' })).index;
const end = async (id: string): Promise<number> =>
  (await ledger.append(factsOf('session.outcome', id, NOTES), { session: 'close' })).index;
const factsOf = (kind: EventFacts['kind'], sessionId: string, identity: Identity) =>
  someFacts({ kind, identity, details: { sessionId } });

describe('sessionReceipts', () => {
  it('gives a receipt for the outcome, once there is one', async () => {
    const id = crypto.randomUUID();
    await open(id);
    expect(await receiptOf(id, NOTES)).toBeUndefined();
    const index = await end(id);
    await ledger.append(someFacts());
    const keys = await importEventKeys([log.eventSigner.publicKey]);
    const receipt = await verifyReceipt((await receiptOf(id, NOTES)) ?? '', keys);
    const leafHash = Buffer.from(hashLeaf(await ledger.leaf(index))).toString('base64url');
    expect(receipt).toStrictEqual({ origin: log.origin, treeSize: index + 2, leaves: [{ index, leafHash }] });
  });

  it('tells others no more than that there is none, whether the call goes on or not', async () => {
    const id = crypto.randomUUID();
    const unknown = { code: 'session_unknown' };
    await expect(receiptOf(id, NOTES)).rejects.toMatchObject(unknown);
    await open(id);
    for (const stranger of STRANGERS) await expect(receiptOf(id, stranger)).rejects.toMatchObject(unknown);
    await end(id);
    for (const stranger of STRANGERS) await expect(receiptOf(id, stranger)).rejects.toMatchObject(unknown);
  });

  it('belongs to nobody when nobody is known to have begun it', async () => {
    const id = crypto.randomUUID();
    const { identity: _, ...nobody } = factsOf('session.intent', id, NOTES);
    await ledger.append(nobody, { session: 'open' });
    await expect(receiptOf(id, NOTES)).rejects.toMatchObject({ code: 'session_unknown' });
  });

  it.each([
    [
      'an outcome with other bytes',
      'outcome',
      (leaf: string) => leaf.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A')),
    ],
    ['an outcome that is no event', 'outcome', () => 'Ann Quillonby'],
    ['an intent that is no event', 'intent', () => 'e30.e30.e30'],
    ['an intent that is no JWS', 'intent', () => ''],
  ])('signs nothing for %s, put there in the database', async (_, which, change) => {
    const id = crypto.randomUUID();
    const places = { intent: await open(id), outcome: await end(id) };
    const index = which === 'intent' ? places.intent : places.outcome;
    const leaf = await ledger.leaf(index);
    const forged = Buffer.from(change(Buffer.from(leaf).toString()));
    const put = (bytes: Uint8Array) =>
      database.orm.execute(sql`update ledger_leaf set leaf = ${Buffer.from(bytes)} where index = ${index}`);
    await put(forged);
    await expect(receiptOf(id, NOTES)).rejects.toMatchObject({ code: 'ledger_corrupt' });
    await put(leaf);
    expect(await receiptOf(id, NOTES)).toBeTypeOf('string');
  });

  it('signs nothing for a session that was pointed at another’s events', async () => {
    const [id, other] = [crypto.randomUUID(), crypto.randomUUID()];
    const places = { intent: await open(id), outcome: await end(id) };
    const others = { intent: await open(other, STRANGERS[0]), outcome: await end(other) };
    const point = ({ intent, outcome }: typeof places) =>
      database.orm.execute(
        sql`update session set opened_index = ${intent}, closed_index = ${outcome} where id = ${id}`,
      );
    for (const wrong of [
      { ...places, intent: others.intent },
      { ...places, outcome: others.outcome },
      { ...places, outcome: places.intent },
      { ...places, intent: places.outcome },
    ]) {
      await point(wrong);
      await expect(receiptOf(id, NOTES)).rejects.toMatchObject({ code: 'ledger_corrupt' });
    }
  });
});
