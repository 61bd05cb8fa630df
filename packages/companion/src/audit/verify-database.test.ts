import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type KeptNote, signCheckpoint, type Trust } from '@sallyport/ledger';
import { startPostgres } from '@sallyport/testkit';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { testIdentity } from '../ledger/ledger-fixture.test-support.ts';
import { StoredLog } from '../ledger/stored-log.ts';
import { openToRead } from '../storage/index.ts';
import { openTestDatabase } from '../storage/open-test-database.test-support.ts';
import { keptParts } from './kept-parts.ts';
import { StoreFixture } from './store-fixture.test-support.ts';
import { readStoredTrust } from './stored-trust.ts';
import { verifyDatabase } from './verify-database.ts';

const ORIGIN = 'sallyport.example/log';
const WITNESS = 'witness.example.org/w1';

let folder = '';
let store: StoreFixture;
let trust: Trust;
let early = 0;
let whole = 0;
let sessions: readonly string[] = [];
/** What the witness kept: the last checkpoint. */
let note: KeptNote;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sallyport-audit-'));
  store = new StoreFixture(await openTestDatabase({ dataDir: folder }));
  trust = await store.trust();
  await store.fill(270);
  sessions = [await store.call(), await store.call()];
  early = await store.keep();
  await store.fill(6);
  whole = await store.keep();
  note = { from: WITNESS, note: await checkpoint() };
});
afterEach(() => store.restore(whole));
afterAll(async () => {
  await store.database.close();
  await rm(folder, { recursive: true, force: true });
});

const checkpoint = async () => (await new StoredLog(store.database).checkpoint()).text;
const verify = (believed = trust, notes: readonly KeptNote[] = []) =>
  verifyDatabase({ database: store.database, trust: believed, notes, kept: keptParts(store.database) });
const wordsAfter = async (...tampering: readonly string[]) => {
  for (const statement of tampering) await store.run(statement);
  return (await verify()).firstFault?.words;
};
/** Exchanges the leaves, with all that goes with them, of two places. */
const swap = (a: number, b: number) => [
  `update ledger_leaf set index = -1 where index = ${a}`,
  `update ledger_leaf set index = ${a} where index = ${b}`,
  `update ledger_leaf set index = ${b} where index = -1`,
];

describe('verifyDatabase', () => {
  it('passes what a companion wrote, and says what it looked at', async () => {
    const report = await verify(trust, [note]);
    expect(report).toMatchObject({ ok: true, size: 280, origin: ORIGIN });
    expect(Object.fromEntries(report.checks.map(({ name, detail }) => [name, detail]))).toMatchObject({
      rows: '280 rows, each where it was recorded',
      'session rows': '2 sessions, each where the ledger has it',
      recordings: '4 recordings and sealed originals, each with the digest that the ledger names; 0 purged',
      witnessed: 'one checkpoint that others kept, each a state of this log',
    });
  });

  it('finds the same keys in the database itself, without the root key', async () => {
    expect(await readStoredTrust(store.database, ORIGIN)).toEqual({ ...trust, endorsements: [] });
  });

  it('passes a recording that was purged, when an event says so', async () => {
    const remove = `delete from recording_segment where recording = '${sessions[0]}'`;
    expect(await wordsAfter(remove)).toMatch(/^entry 271: parts of the recording it names are missing, and no event/);
    await store.tellPurged(sessions[0] ?? '');
    expect(await verify()).toMatchObject({ ok: true, size: 281 });
  });
});

describe('a database that was tampered with', () => {
  it('has a byte changed: of an entry in a full bundle, of one in the last, and of a hash', async () => {
    const flip = (index: number, column = 'leaf') =>
      `update ledger_leaf set ${column} = set_byte(${column}, 30, get_byte(${column}, 30) # 1) where index = ${index}`;
    expect(await wordsAfter(flip(7))).toBe('entry 7: it is not the entry that was recorded at this place');
    await store.restore(whole);
    expect(await wordsAfter(flip(279))).toBe(
      'entry 279: its row names another id, signer or hash than the entry in it',
    );
    await store.restore(whole);
    expect(await wordsAfter(flip(279, 'leaf_hash'))).toMatch(/^entry 279: its row names another/);
    await store.restore(whole);
    const tile = 'update ledger_tile set hashes = set_byte(hashes, 5, get_byte(hashes, 5) # 1) where level = 0';
    expect(await wordsAfter(tile)).toMatch(/^entry 0: it is not the entry that was recorded/);
  });

  it('has a row removed', async () => {
    expect(await wordsAfter('delete from ledger_leaf where index = 7')).toBe('entry 7: its row is not in the database');
  });

  it('has rows swapped, in a full bundle and in the last', async () => {
    expect(await wordsAfter(...swap(7, 9))).toBe('entry 7: it stands at the place of another entry');
    await store.restore(whole);
    expect(await wordsAfter(...swap(276, 277))).toMatch(/^checkpoint: its root hash is not that of the entries/);
  });

  it('has its tail cut off', async () => {
    expect(await wordsAfter('delete from ledger_leaf where index >= 277')).toBe(
      'entry 277: its row is not in the database',
    );
  });

  it('has rows that the checkpoint does not sign', async () => {
    const copy = `insert into ledger_leaf select 280, gen_random_uuid(), kid, leaf, leaf_hash from ledger_leaf where index = 279`;
    expect(await wordsAfter(copy)).toBe('ledger: there are rows beyond the last entry that the checkpoint signs');
  });

  it('was rolled back, which only a witness knows', async () => {
    await store.restore(early);
    expect((await verify()).ok).toBe(true);
    expect((await verify(trust, [note])).firstFault?.words).toBe(
      `${WITNESS}: the log has fewer entries than it had signed before: it was rolled back`,
    );
  });

  it('was forked to the same size, which only a witness knows', async () => {
    await store.restore(early);
    await store.fill(6);
    expect(await verify()).toMatchObject({ ok: true, size: 280 });
    expect((await verify(trust, [note])).firstFault?.words).toBe(
      `${WITNESS}: the log had signed another root hash for as many entries: it was forked`,
    );
  });

  it('was rolled back or forked, but kept what its witness cosigned', async () => {
    const cosigned = `insert into ledger_witnessed values ('${WITNESS}', 280, '', '${note.note}', now())`;
    await store.restore(early);
    expect(await wordsAfter(cosigned)).toMatch(/it was rolled back$/);
    await store.fill(6);
    expect((await verify()).firstFault?.words).toMatch(/it was forked$/);
  });

  it('has its keys swapped: that of the log, and that of its events', async () => {
    await store.run('delete from signing_key');
    const { noteSigner } = await testIdentity(store.database);
    const root = Uint8Array.from(Buffer.from((await checkpoint()).split('\n')[2] ?? '', 'base64'));
    const forged = await signCheckpoint({ origin: ORIGIN, size: 280, root }, noteSigner);
    expect(await wordsAfter(`update ledger_head set checkpoint = '${forged}'`)).toBe(
      'checkpoint: it bears no signature of the trusted key',
    );
    // By the keys that it names itself the checkpoint is right, and none of its entries.
    const own = await verify(await readStoredTrust(store.database, ORIGIN));
    expect(own.firstFault?.words).toBe('entry 0: it is signed with a key that is not trusted');
  });

  it('has the checkpoint of another log', async () => {
    const { noteSigner } = await testIdentity(store.database, 'other.example/log');
    const other = await signCheckpoint(
      { origin: 'other.example/log', size: 280, root: new Uint8Array(32) },
      noteSigner,
    );
    expect(await wordsAfter(`update ledger_head set checkpoint = '${other}'`)).toBe(
      'checkpoint: it is of another log than the trusted key',
    );
  });

  it('has an earlier checkpoint, and one with a byte changed', async () => {
    const changed = (await checkpoint()).replace('\n280\n', '\n279\n');
    expect(await wordsAfter(`update ledger_head set checkpoint = '${changed}'`)).toBe(
      'checkpoint: the signature does not match its text',
    );
  });

  it('names sessions that begin or end elsewhere, none, and too many', async () => {
    const of = (index: number) => `where opened_index = ${index}`;
    expect(await wordsAfter(`update session set opened_index = 3 ${of(270)}`)).toBe(
      'entry 270: the row of its session says that it begins or ends elsewhere',
    );
    await store.restore(whole);
    expect(await wordsAfter(`update session set closed_index = null ${of(270)}`)).toMatch(/^entry 271: the row of its/);
    await store.restore(whole);
    expect(await wordsAfter(`delete from session ${of(270)}`)).toMatch(
      /^entry 270: the session it begins or ends has no/,
    );
    await store.restore(whole);
    const more = `insert into session (id, opened_index, opened_at) values (gen_random_uuid(), 9, now())`;
    expect(await wordsAfter(more)).toMatch(/^sessions: there are rows of sessions that begin or end nowhere/);
  });

  it('has the recordings of two sessions exchanged', async () => {
    const [a, b] = sessions;
    const move = (from: string, to: string) =>
      `update recording_segment set recording = '${to}' where recording = '${from}'`;
    const aside = crypto.randomUUID();
    expect(await wordsAfter(move(a ?? '', aside), move(b ?? '', a ?? ''), move(aside, b ?? ''))).toBe(
      'entry 271: what is kept as the recording it names is that of another session',
    );
  });

  it('has a segment removed, changed, put in another order, and added', async () => {
    const of = `where recording = '${sessions[1]}'`;
    const differs = 'entry 273: what is kept as the recording it names has another digest';
    expect(await wordsAfter(`delete from recording_segment ${of} and index = 1`)).toMatch(/^entry 273: parts of the/);
    await store.restore(whole);
    const last = 'length(jwe) - 1';
    const flip = `update recording_segment set jwe = set_byte(jwe, ${last}, get_byte(jwe, ${last}) # 1) ${of} and index = 0`;
    expect(await wordsAfter(flip)).toBe(differs);
    await store.restore(whole);
    const move = (from: number, to: number) => `update recording_segment set index = ${to} ${of} and index = ${from}`;
    expect(await wordsAfter(move(0, -1), move(1, 0), move(-1, 1))).toBe(differs);
    await store.restore(whole);
    expect(
      await wordsAfter(
        `insert into recording_segment select recording, 2, jwe from recording_segment ${of} and index = 1`,
      ),
    ).toBe(differs);
  });

  it('has a sealed original changed', async () => {
    expect(await wordsAfter(`update originals_part set bytes = '\\x00' where originals = '${sessions[0]}'`)).toBe(
      'entry 271: what is kept as the sealed original it names has another digest',
    );
  });
});

describe('openToRead', () => {
  it('lets nothing be written, and wants a database that is there', async () => {
    const place = await mkdtemp(join(tmpdir(), 'sallyport-read-'));
    try {
      await expect(openToRead({ dataDir: place })).rejects.toMatchObject({ code: 'ledger_unavailable' });
      await (await openTestDatabase({ dataDir: place })).close();
      const reading = await openToRead({ dataDir: place });
      const write = reading.query({ name: 'write', text: 'delete from session', values: [] });
      await expect(write).rejects.toThrow(/read-only/);
      await reading.close();
    } finally {
      await rm(place, { recursive: true, force: true });
    }
  });

  it('reads a PostgreSQL while a companion writes to it', async () => {
    const server = await startPostgres();
    try {
      const url = await server.createDatabase();
      const writing = new StoreFixture(await openTestDatabase({ url, dataDir: '' }));
      await writing.call();
      const reading = await openToRead({ url, dataDir: '' });
      const write = reading.query({ name: 'write', text: 'delete from session', values: [] });
      await expect(write).rejects.toThrow(/read-only/);
      const audit = { database: reading, trust: await writing.trust(), kept: keptParts(reading) };
      const [report] = await Promise.all([verifyDatabase(audit), writing.fill(300)]);
      expect(report.firstFault).toBeUndefined();
      expect(await verifyDatabase(audit)).toMatchObject({ ok: true, size: 302 });
      await reading.close();
      await writing.database.close();
      await expect(openToRead({ url: url.replace(/[^/]+$/, 'nowhere'), dataDir: '' })).rejects.toMatchObject({
        code: 'ledger_unavailable',
      });
    } finally {
      await server.stop();
    }
  });
});
