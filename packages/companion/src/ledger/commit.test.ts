import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { utf8 } from '@sallyport/core';
import { hashLeaf, type KeyedEventSigner } from '@sallyport/ledger';
import { type Postgres, startPostgres } from '@sallyport/testkit';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { clientSigner } from '../proof/proof-fixture.test-support.ts';
import { type Database, schema } from '../storage/index.ts';
import { openTestDatabase } from '../storage/open-test-database.test-support.ts';
import type { ClientItem, Ledger, OwnItem } from './ledger.ts';
import { openTestLedger, sessionFacts, someFacts } from './ledger-fixture.test-support.ts';

let folder = '';
let server: Postgres;
let signer: KeyedEventSigner;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sallyport-commit-'));
  server = await startPostgres();
  signer = await clientSigner();
});
afterAll(async () => {
  await server.stop();
  await rm(folder, { recursive: true, force: true });
});

const salt = () => ({ digest: new Uint8Array(randomBytes(16)), sealed: new Uint8Array(randomBytes(60)) });
const proof = (id: string = crypto.randomUUID(), text = `proof ${id}`): ClientItem => ({
  id,
  kid: 'client',
  leaf: utf8(text),
  time: 0,
  once: true,
});
const clientEvent = (id: string, text: string, kid = 'client'): ClientItem => ({ id, kid, leaf: utf8(text), time: 0 });
const opening = (more: Partial<OwnItem> = {}): OwnItem => ({
  facts: sessionFacts(crypto.randomUUID(), 'session.intent'),
  session: 'open',
  salt: salt(),
  ...more,
});
const binding = (subject: string, publicKey = signer.publicKey): OwnItem => ({
  facts: someFacts({ kind: 'grant.issued' }),
  clientKey: { publicKey, issuer: 'https://login.example/', subject },
});

describe.each(['pglite', 'postgresql'] as const)('commit on %s', (kind) => {
  let database: Database;
  let ledger: Ledger;
  beforeAll(async () => {
    const url = kind === 'pglite' ? undefined : await server.createDatabase();
    database = await openTestDatabase({ url, dataDir: join(folder, kind) });
  });
  beforeEach(async () => {
    await database.orm.execute(sql`truncate ledger_head, ledger_leaf, ledger_tile, session, client_key`);
    ledger = await openTestLedger(database);
  });
  afterAll(() => database.close());

  const size = async () => Number((await ledger.checkpoint()).split('\n')[1]);

  it('records items one after the other, with where each stands', async () => {
    const items = [proof(), opening()];
    const [first, second] = await ledger.commit(items);
    expect(first).toStrictEqual({ index: 0, treeSize: 2, leafHash: hashLeaf((items[0] as ClientItem).leaf) });
    expect(second).toMatchObject({ index: 1, treeSize: 2 });
    expect(await ledger.leaf(0)).toStrictEqual((items[0] as ClientItem).leaf);
  });

  it('keeps the items of each commit together under load', async () => {
    const commits = Array.from({ length: 200 }, () => ledger.commit([proof(), opening(), { facts: someFacts() }]));
    const settled = await Promise.all(commits);
    for (const [a, b, c] of settled) expect([b?.index, c?.index]).toEqual([(a?.index ?? 0) + 1, (a?.index ?? 0) + 2]);
    expect(await size()).toBe(600);
  });

  it('refuses a proof that was used, with all that came with it, at once, later and after a restart', async () => {
    const used = proof();
    const both = await Promise.allSettled([ledger.commit([used, opening()]), ledger.commit([used, opening()])]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const replayed = { code: 'proof_replayed' };
    await expect(ledger.commit([used, opening()])).rejects.toMatchObject(replayed);
    await expect(ledger.commit([{ ...used, leaf: utf8('other') }, opening()])).rejects.toMatchObject(replayed);
    ledger = await openTestLedger(database);
    await expect(ledger.commit([used, opening()])).rejects.toMatchObject(replayed);
    expect(await size()).toBe(2);
  });

  it('refuses one commit of a batch, and records its neighbours', async () => {
    const used = proof();
    await ledger.commit([used, opening()]);
    const results = await Promise.allSettled([
      ledger.commit([proof(), opening()]),
      ledger.commit([used, opening()]),
      ledger.commit([proof(), opening()]),
    ]);
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(await size()).toBe(6);
  });

  it('takes a salt for one session, also when two come at once', async () => {
    const one = salt();
    const both = await Promise.allSettled([
      ledger.commit([proof(), opening({ salt: one })]),
      ledger.commit([proof(), opening({ salt: one })]),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    await expect(ledger.commit([proof(), opening({ salt: one })])).rejects.toMatchObject({ code: 'salt_reused' });
    const [row] = await database.orm.select().from(schema.session);
    expect([row?.saltDigest, row?.sealedSalt]).toEqual([one.digest, one.sealed]);
  });

  it('keeps a session without a salt', async () => {
    const facts = sessionFacts(crypto.randomUUID(), 'session.intent');
    await ledger.commit([{ facts, session: 'open' }]);
    const [row] = await database.orm.select().from(schema.session);
    expect([row?.saltDigest, row?.sealedSalt]).toEqual([null, null]);
  });

  it('takes the very same bytes of a client again for the same entry, and no others', async () => {
    const id = crypto.randomUUID();
    const [first] = await ledger.commit([clientEvent(id, 'event')]);
    const [again] = await ledger.commit([clientEvent(id, 'event')]);
    expect(again).toMatchObject({ index: first?.index, leafHash: first?.leafHash });
    await expect(ledger.commit([clientEvent(id, 'event.other')])).rejects.toMatchObject({ code: 'event_conflict' });
    const [squatter] = await ledger.commit([clientEvent(id, 'event', 'another client')]);
    expect(squatter?.index).toBe(1);
  });

  it('binds a client key to the first identity, and to no other', async () => {
    await ledger.commit([binding('notes-service')]);
    await ledger.commit([binding('notes-service')]);
    await expect(ledger.commit([binding('billing')])).rejects.toMatchObject({ code: 'proof_key' });
    const fresh = (await clientSigner()).publicKey;
    const raced = await Promise.allSettled([
      ledger.commit([binding('a', fresh)]),
      ledger.commit([binding('b', fresh)]),
    ]);
    expect(raced.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await size()).toBe(3);
  });

  it('says where a session stands', async () => {
    const sessionId = crypto.randomUUID();
    expect(await ledger.session(sessionId)).toBeUndefined();
    await ledger.commit([{ facts: sessionFacts(sessionId, 'session.intent'), session: 'open', salt: salt() }]);
    expect(await ledger.session(sessionId)).toEqual({ openedIndex: 0 });
    await ledger.commit([{ facts: sessionFacts(sessionId, 'session.outcome'), session: 'close' }]);
    expect(await ledger.session(sessionId)).toEqual({ openedIndex: 0, closedIndex: 1 });
  });

  it('refuses an id that is none', async () => {
    await expect(ledger.commit([clientEvent('not-a-uuid', 'x')])).rejects.toMatchObject({ code: 'request_invalid' });
  });
});
