import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { EventFacts } from '@sallyport/core';
import { decodePlacedLeaf, readUnverifiedEvent } from '@sallyport/ledger';
import { type Postgres, startPostgres } from '@sallyport/testkit';
import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Ledger } from '../ledger/index.ts';
import { openTestLedger, sessionFacts, someFacts } from '../ledger/ledger-fixture.test-support.ts';
import { type Database, schema } from '../storage/index.ts';
import { openTestDatabase } from '../storage/open-test-database.test-support.ts';
import { type Exports, openExports } from './exports.ts';

const ADA = { issuer: 'https://login.example/', subject: 'ada' };
const KID = 'k'.repeat(43);
const POINT = 'p'.repeat(43);
const START = Date.UTC(2026, 10, 1);
const HOUR = 3_600_000;
const NOBODY = { kids: [], sessions: [], reviews: [], purged: [] };

let folder = '';
let server: Postgres;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sallyport-exports-'));
  server = await startPostgres();
});
afterAll(async () => {
  await server.stop();
  await rm(folder, { recursive: true, force: true });
});

describe.each(['pglite', 'postgresql'] as const)('what evidence is exported out of, on %s', (kind) => {
  let database: Database;
  let ledger: Ledger;
  let exports: Exports;
  let at = START;
  const [session, review, proof, purge] = [0, 0, 0, 0].map(() => crypto.randomUUID()) as [
    string,
    string,
    string,
    string,
  ];
  const places: Record<string, number> = {};

  const append = async (facts: EventFacts, options?: Parameters<Ledger['append']>[1]) => {
    at += HOUR;
    return (await ledger.append({ ...facts, time: at }, options)).index;
  };
  const fill = async (count: number) => {
    for (let left = count; left > 0; left -= 1) {
      at += 60_000;
      await ledger.append(someFacts({ time: at }));
    }
  };
  const about = (kind: EventFacts['kind'], details: object) =>
    append(someFacts({ kind, identity: ADA, details: { connection: 'openai', operation: 'o', ...details } }));

  beforeAll(async () => {
    const url = kind === 'pglite' ? undefined : await server.createDatabase();
    database = await openTestDatabase({ url, dataDir: join(folder, kind) });
    ledger = await openTestLedger(database);
    const clientKey = { publicKey: { kid: KID, kty: 'EC', crv: 'P-256', x: POINT, y: POINT } as const, ...ADA };
    const grant = someFacts({ kind: 'grant.issued', time: at, details: { clientKey: clientKey.publicKey } });
    const [granted] = await ledger.commit([{ facts: grant, clientKey }]);
    places.grant = granted?.index ?? -1;
    places.requested = await about('review.requested', { review: { id: review, kind: 'call' } });
    places.decided = await about('review.decided', { review: { id: review, kind: 'call' } });
    const [proven] = await ledger.commit([{ id: proof, kid: KID, leaf: Buffer.from('a.b.c'), time: at }]);
    places.proof = proven?.index ?? -1;
    const { details, ...intent } = sessionFacts(session, 'session.intent');
    const more = { clientIntent: { kid: KID, id: proof }, review: { id: review, kind: 'call' as const } };
    places.intent = await append({ ...intent, details: { ...details, ...more } }, { session: 'open' });
    await fill(300);
    places.outcome = await append(sessionFacts(session, 'session.outcome'), { session: 'close' });
    places.purged = await append(someFacts({ id: purge, kind: 'recording.purged', details: { sessionId: session } }));
    await database.orm.insert(schema.recording).values({
      ...{ id: session, mode: 'redacted', retention: 'standard', store: 'database', purgeEvent: purge },
      ...{ startedAt: new Date(), keepUntil: new Date() },
    });
    await fill(300);
    exports = openExports({
      ...{ database, ledger, witnessed: async () => undefined, clock: { now: () => at } },
      contents: { content: async () => undefined, policy: async () => undefined },
      recordings: {
        readSealed: async () => (async function* () {})(),
        readSealedOriginal: async () => (async function* () {})(),
      },
      log: { record: async () => {} },
    });
  });
  afterAll(async () => {
    await ledger.close();
    await database.close();
  });

  const of = (...names: readonly string[]) => names.map((name) => places[name]);

  it('finds the entries of a period by their times, with the slack around them', async () => {
    const size = (await exports.head()).size;
    const middle = START + 12 * HOUR;
    expect(await exports.range({})).toEqual({ first: 0, size });
    expect(await exports.range({ to: middle - 6 * HOUR })).toEqual({ first: 0, end: 256, size });
    expect(await exports.range({ from: at })).toEqual({ first: 512, size });
  });

  it('finds what a session rests on: both halves, the proof, its key’s grant, and all of its review', async () => {
    expect(await exports.context({ ...NOBODY, sessions: [session] })).toEqual(
      of('grant', 'requested', 'decided', 'proof', 'intent', 'outcome'),
    );
  });

  it('finds where a key was granted, the events of a review, and that a recording was purged', async () => {
    expect(await exports.context({ ...NOBODY, kids: [KID, 'z'.repeat(43)] })).toEqual(of('grant'));
    expect(await exports.context({ ...NOBODY, reviews: [review] })).toEqual(of('requested', 'decided'));
    expect(await exports.context({ ...NOBODY, purged: [session, crypto.randomUUID()] })).toEqual(of('purged'));
    expect(await exports.context(NOBODY)).toEqual([]);
    expect(await exports.context({ ...NOBODY, sessions: [crypto.randomUUID()] })).toEqual([]);
  });

  it('looks for the grant of a key where an older version bound it, and keeps where that is', async () => {
    const { clientKey } = schema;
    const bound = { grantedIndex: null, createdAt: new Date(START + 60_000) };
    await database.orm.update(clientKey).set(bound).where(eq(clientKey.kid, KID));
    expect(await exports.context({ ...NOBODY, kids: [KID] })).toEqual(of('grant'));
    expect(await database.orm.select().from(clientKey)).toMatchObject([{ grantedIndex: places.grant }]);
    const elsewhere = { grantedIndex: null, createdAt: new Date(at) };
    await database.orm.update(clientKey).set(elsewhere).where(eq(clientKey.kid, KID));
    expect(await exports.context({ ...NOBODY, kids: [KID] })).toEqual([]);
  });

  it('gives entries by where they stand, each on a line, in their order, and leaves out what is not there', async () => {
    const asked = [places.purged ?? 0, places.grant ?? 0, places.intent ?? 0, 1_000_000];
    const lines = (await text(exports.entries(asked))).trim().split('\n');
    const placed = lines.map((line) => decodePlacedLeaf(Buffer.from(line)));
    expect(placed.map((one) => one?.index)).toEqual(of('grant', 'intent', 'purged'));
    const kinds = placed.map((one) => readUnverifiedEvent(one?.leaf ?? new Uint8Array())?.metadata.event_code);
    expect(kinds).toEqual(['grant.issued', 'session.intent', 'recording.purged']);
  });

  it('says that the ledger is away, and nothing of what was asked', async () => {
    await database.orm.execute(sql`alter table ledger_leaf rename to elsewhere`);
    const failed = await exports.context({ ...NOBODY, sessions: [session] }).catch((cause: unknown) => cause);
    await database.orm.execute(sql`alter table elsewhere rename to ledger_leaf`);
    expect(failed).toMatchObject({ code: 'ledger_unavailable' });
    expect(JSON.stringify(failed)).not.toContain(session);
  });
});
