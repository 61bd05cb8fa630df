import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { utf8 } from '@sallyport/core';
import { decodeVerifierKey, EMPTY_EDGE, hashLeaf, openCheckpoint, verifyInclusion } from '@sallyport/ledger';
import { type Postgres, startPostgres } from '@sallyport/testkit';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '../storage/index.ts';
import { openTestDatabase } from '../storage/open-test-database.test-support.ts';
import { appendStatement } from './append-statement.ts';
import type { Entry } from './entry.ts';
import { growLog } from './growth.ts';
import type { Head } from './head.ts';
import type { Ledger } from './ledger.ts';
import { openTestLedger, sessionFacts, someFacts, testIdentity, verifyFolder } from './ledger-fixture.test-support.ts';

let folder = '';
let server: Postgres;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sallyport-ledger-'));
  server = await startPostgres();
});
afterAll(async () => {
  await server.stop();
  await rm(folder, { recursive: true, force: true });
});

const refused = { code: 'request_invalid' };
const corrupt = { code: 'ledger_corrupt' };
const numbers = (count: number) => Array.from({ length: count }, (_, index) => index);
/** Entries that nobody signed: many of them, quickly. */
const strangers = (count: number): Entry[] =>
  numbers(count).map(() => {
    const eventId = crypto.randomUUID();
    const leaf = utf8(eventId);
    return { eventId, kid: 'stranger', leaf, leafHash: hashLeaf(leaf), time: 0 };
  });
const sessions = (count: number) => numbers(count).map(() => crypto.randomUUID());

describe.each(['pglite', 'postgresql'] as const)('a ledger on %s', (kind) => {
  let database: Database;
  let ledger: Ledger;
  beforeAll(async () => {
    const url = kind === 'pglite' ? undefined : await server.createDatabase();
    database = await openTestDatabase({ url, dataDir: join(folder, kind) });
  });
  beforeEach(async () => {
    await database.orm.execute(sql`truncate ledger_head, ledger_leaf, ledger_tile, session`);
    ledger = await openTestLedger(database);
  });
  afterAll(() => database.close());

  const exported = async () => {
    const target = await mkdtemp(join(folder, 'export-'));
    await ledger.exportTo(target);
    return target;
  };
  const expectProof = async (index: number, expectedSize: number) => {
    const { noteSigner } = await testIdentity(database);
    const { leaf, hashes: proof, checkpoint } = await ledger.proof(index);
    const { size, root } = await openCheckpoint(checkpoint, [decodeVerifierKey(noteSigner.verifierKey)]);
    expect(size).toBe(expectedSize);
    expect(verifyInclusion({ leafHash: hashLeaf(leaf), index, size, root, proof })).toBe(true);
  };
  const append = (count: number) => Promise.all(numbers(count).map(() => ledger.append(someFacts())));

  it('starts empty, with a signed checkpoint', async () => {
    const { noteSigner } = await testIdentity(database);
    const checkpoint = await openCheckpoint(await ledger.checkpoint(), [decodeVerifierKey(noteSigner.verifierKey)]);
    expect(checkpoint).toMatchObject({ origin: 'sallyport.example/log', size: 0 });
    expect(await verifyFolder(await exported())).toMatchObject({ ok: true, size: 0 });
  });

  it('gives indexes from 0 without gaps, and each event a proof', async () => {
    const appended = [...(await append(300)), await ledger.append(someFacts())];
    expect(appended.map(({ index }) => index).sort((a, b) => a - b)).toStrictEqual(numbers(301));
    for (const index of [0, 1, 255, 256, 299, 300]) await expectProof(index, 301);
    await expect(ledger.proof(301)).rejects.toMatchObject(refused);
  });

  it('exports what verifies, at every width of the last tile', async () => {
    for (const count of [1, 254, 1, 1, 600]) {
      await append(count);
      expect(await verifyFolder(await exported())).toMatchObject({ ok: true });
    }
    const target = await exported();
    expect((await readdir(join(target, 'tile'))).sort()).toStrictEqual(['0', '1', 'entries']);
  });

  it('grows over the first full tile of level 1, and goes on when opened again', async () => {
    const identity = await testIdentity(database);
    let head: Head = { edge: EMPTY_EDGE, checkpoint: '' };
    while (head.edge.size < 65_530) {
      const step = await growLog(head, strangers(Math.min(4_096, 65_530 - head.edge.size)), identity);
      await database.query(appendStatement(step));
      head = step.to;
    }
    ledger = await openTestLedger(database);
    expect(await ledger.append(someFacts())).toStrictEqual({ index: 65_530 });
    await append(20);
    ledger = await openTestLedger(database);
    expect(await ledger.append(someFacts())).toStrictEqual({ index: 65_551 });
    for (const index of [0, 65_529, 65_535, 65_536, 65_551]) await expectProof(index, 65_552);
    const target = await exported();
    expect((await readdir(join(target, 'tile'))).sort()).toStrictEqual(['0', '1', '2', 'entries']);
  });

  it('exports what fails verification after one byte of any file was changed', async () => {
    await append(300);
    const target = await exported();
    const files = (await readdir(target, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
    for (const file of files) {
      const path = join(file.parentPath, file.name);
      if (path.endsWith('trust.json')) continue;
      const bytes = await readFile(path);
      const changed = Buffer.from(bytes);
      const at = Math.floor(bytes.length / 2);
      changed[at] = (changed[at] ?? 0) ^ 1;
      await writeFile(path, changed);
      expect(await verifyFolder(target), path).toMatchObject({ ok: false });
      await writeFile(path, bytes);
    }
    expect(await verifyFolder(target)).toMatchObject({ ok: true });
    await expect(ledger.exportTo(target)).rejects.toMatchObject(refused);
  });

  it('records the same event once, whether it comes again later or at the same time', async () => {
    const facts = someFacts();
    const [one, two] = await Promise.all([ledger.append(facts), ledger.append(facts)]);
    expect(two).toStrictEqual(one);
    expect(await ledger.append(facts)).toStrictEqual(one);
    expect(await (await openTestLedger(database)).append(facts)).toStrictEqual(one);
    expect((await append(1))[0]).toStrictEqual({ index: 1 });
  });

  it('refuses another event under a known id, and records its neighbours of the same batch', async () => {
    const facts = someFacts();
    await ledger.append(facts);
    const other = { ...facts, time: facts.time + 1 };
    const results = await Promise.allSettled([
      ledger.append(someFacts()),
      ledger.append(other),
      ledger.append(someFacts()),
    ]);
    expect(results.map(({ status }) => status)).toStrictEqual(['fulfilled', 'rejected', 'fulfilled']);
    await expect(ledger.append(other)).rejects.toMatchObject(refused);
    expect(await verifyFolder(await exported())).toMatchObject({ ok: true, size: 3 });
  });

  it('opens a session once and closes it at most once, after that', async () => {
    const [id = '', absent = '', quick = '', late = ''] = sessions(4);
    const open = (session: string) => ledger.append(sessionFacts(session, 'session.intent'), { session: 'open' });
    const close = (session: string) => ledger.append(sessionFacts(session, 'session.outcome'), { session: 'close' });
    await open(id);
    await expect(open(id)).rejects.toMatchObject(refused);
    await expect(close(absent)).rejects.toMatchObject(refused);
    await Promise.all([open(quick), close(quick), open(late)]);
    const results = await Promise.allSettled([close(id), close(id), close(quick), append(1)]);
    expect(results.map(({ status }) => status)).toStrictEqual(['fulfilled', 'rejected', 'rejected', 'fulfilled']);
    const unclosed = await ledger.unclosedSessions({ openedBefore: Date.now(), limit: 10 });
    expect(unclosed).toMatchObject([{ id: late, openedAt: new Date(1_700_000_000_000) }]);
    expect(await ledger.unclosedSessions({ openedBefore: 1_600_000_000_000, limit: 10 })).toStrictEqual([]);
    expect(await verifyFolder(await exported())).toMatchObject({ ok: true });
  });

  it('refuses a mark without a session, and an id that is no UUID', async () => {
    await expect(ledger.append(someFacts(), { session: 'open' })).rejects.toMatchObject(refused);
    await expect(ledger.append(someFacts({ id: 'x' }))).rejects.toMatchObject(refused);
  });

  it('bounds what waits', async () => {
    const narrow = await openTestLedger(database, { queueLimit: 10 });
    const results = await Promise.allSettled(numbers(15).map(() => narrow.append(someFacts())));
    const failed = results.filter((result) => result.status === 'rejected');
    expect(failed.map(({ reason }) => (reason as { code: string }).code)).toStrictEqual(Array(5).fill('overloaded'));
    expect(await narrow.append(someFacts())).toStrictEqual({ index: 10 });
  });

  it('records what waits when it is closed, then refuses more', async () => {
    const waiting = append(500);
    await ledger.close();
    expect(await waiting).toHaveLength(500);
    await expect(ledger.append(someFacts())).rejects.toMatchObject({ code: 'shutting_down' });
    expect(await verifyFolder(await exported())).toMatchObject({ size: 500 });
  });

  it('takes turns with another ledger on the same log', async () => {
    const other = await openTestLedger(database);
    const appended = await Promise.all(
      numbers(400).map(async (number) => {
        const which = number % 2 === 0 ? ledger : other;
        const [id = ''] = sessions(1);
        const intent = await which.append(sessionFacts(id, 'session.intent'), { session: 'open' });
        const outcome = await which.append(sessionFacts(id, 'session.outcome'), { session: 'close' });
        return [intent.index, outcome.index];
      }),
    );
    expect(appended.flat().sort((a, b) => a - b)).toStrictEqual(numbers(800));
    expect(await verifyFolder(await exported())).toMatchObject({ ok: true, size: 800 });
  });

  it.each([
    ['a changed leaf', sql`update ledger_leaf set leaf = '\\x00'::bytea where index = 299`],
    ['a changed leaf hash', sql`update ledger_leaf set leaf_hash = sha256('x') where index = 299`],
    ['a missing leaf', sql`delete from ledger_leaf where index = 299`],
    ['a changed tile', sql`update ledger_tile set hashes = sha256('x') where level = 1`],
    ['a missing tile', sql`delete from ledger_tile where level = 1`],
    ['another size', sql`update ledger_head set size = 299`],
    ['another edge', sql`update ledger_head set edge = sha256('x')`],
    ['another checkpoint', sql`update ledger_head set checkpoint = replace(checkpoint, '300', '299')`],
  ])('refuses to open with %s', async (_, damage) => {
    await append(300);
    await database.orm.execute(damage);
    await expect(openTestLedger(database)).rejects.toMatchObject(corrupt);
  });

  it('refuses to open under another origin', async () => {
    const identity = await testIdentity(database, 'other.example/log');
    await expect(openTestLedger(database, identity)).rejects.toMatchObject({ code: 'config_invalid' });
  });

  it('recovers when the database fails and comes back', async () => {
    await append(3);
    let broken = true;
    const flaky: Database = {
      ...database,
      query: (statement) => (broken ? Promise.reject(new Error('invented')) : database.query(statement)),
      transaction: (work) => (broken ? Promise.reject(new Error('invented')) : database.transaction(work)),
    };
    broken = false;
    const frail = await openTestLedger(flaky);
    broken = true;
    const facts = someFacts();
    await expect(frail.append(facts)).rejects.toMatchObject({ code: 'ledger_unavailable' });
    await expect(frail.append(facts)).rejects.toMatchObject({ code: 'ledger_unavailable' });
    await expect(frail.checkpoint()).rejects.toMatchObject({ code: 'ledger_unavailable' });
    broken = false;
    expect(await frail.append(facts)).toStrictEqual({ index: 3 });
  });

  it('does not take a commit it got no answer to for one that did not happen', async () => {
    let deaf = false;
    const lossy: Database = {
      ...database,
      query: async (statement) => {
        const rows = await database.query(statement);
        if (deaf) throw new Error('invented');
        return rows;
      },
    };
    const frail = await openTestLedger(lossy);
    await frail.append(someFacts());
    deaf = true;
    const facts = someFacts();
    await expect(frail.append(facts)).rejects.toMatchObject({ code: 'ledger_unavailable' });
    deaf = false;
    expect(await frail.append(someFacts())).toStrictEqual({ index: 2 });
    expect(await frail.append(facts)).toStrictEqual({ index: 1 });
    expect(await verifyFolder(await exported())).toMatchObject({ ok: true, size: 3 });
  });
});
