import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EventDetails, EventFacts } from '@sallyport/core';
import { type Postgres, startPostgres } from '@sallyport/testkit';
import { asc, eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Database, schema } from '../storage/index.ts';
import { openTestDatabase } from '../storage/open-test-database.test-support.ts';
import type { Ledger, OwnItem } from './ledger.ts';
import { openTestLedger, someFacts } from './ledger-fixture.test-support.ts';

const IDENTITY = { issuer: 'https://login.example/', subject: 'notes-service' };
const CORRELATION = '00000000-0000-4000-8000-00000000000c';
const REVIEW = '00000000-0000-4000-8000-00000000000d';

let folder = '';
let server: Postgres;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sallyport-index-'));
  server = await startPostgres();
});
afterAll(async () => {
  await server.stop();
  await rm(folder, { recursive: true, force: true });
});

function call(kind: EventFacts['kind'], details: EventDetails, more: Partial<EventFacts> = {}): EventFacts {
  const place = { connection: 'openai', operation: 'embeddings.create', correlationId: CORRELATION };
  return someFacts({ kind, identity: IDENTITY, clientIp: '192.0.2.7', ...more, details: { ...place, ...details } });
}

describe.each(['pglite', 'postgresql'] as const)('the index of sessions on %s', (kind) => {
  let database: Database;
  let ledger: Ledger;
  beforeAll(async () => {
    const url = kind === 'pglite' ? undefined : await server.createDatabase();
    database = await openTestDatabase({ url, dataDir: join(folder, kind) });
    ledger = await openTestLedger(database);
  });
  afterAll(async () => {
    await ledger.close();
    await database.close();
  });

  const { sessionIndex, session, eventAbout } = schema;
  const rowOf = async (id: string) =>
    (await database.orm.select().from(sessionIndex).where(eq(sessionIndex.id, id)))[0];
  const endOf = async (id: string) => (await database.orm.select().from(session).where(eq(session.id, id)))[0];
  const aboutOf = async (id: string) => {
    const rows = await database.orm
      .select()
      .from(eventAbout)
      .where(eq(eventAbout.about, id))
      .orderBy(asc(eventAbout.index));
    return rows.map(({ index }) => index);
  };
  const intent = (sessionId: string, details: EventDetails = {}, more: Partial<OwnItem> = {}): OwnItem => ({
    facts: call('session.intent', { sessionId, ...details }),
    session: 'open',
    ...more,
  });

  it('has a row of a session from its intent on, and how it ended from its outcome on', async () => {
    const sessionId = crypto.randomUUID();
    const details: EventDetails = {
      policy: `sha256:${'a'.repeat(64)}`,
      rule: 'some-rule',
      found: { NAME: 2, SSN: 0 },
      purpose: 'treatment',
      bytesOut: 12,
      clientIntent: { kid: 'k', id: crypto.randomUUID() },
      subjectOfCare: Buffer.alloc(32, 5).toString('base64url'),
      recording: { mode: 'redacted', retention: 'standard' },
    };
    const model = { digest: new Uint8Array(16).fill(3), sealed: new Uint8Array(40).fill(4) };
    const known = {
      client: 'app',
      groups: ['a', 'b c'],
      baa: 'self_hosted',
      model,
      replaced: { SSN: { redact: 1 } },
    } as const;
    const [opened] = await ledger.commit([intent(sessionId, details, { known })]);
    const row = await rowOf(sessionId);
    expect(row).toMatchObject({
      index: opened?.index,
      openedAt: new Date(1_700_000_000_000),
      ...IDENTITY,
      ...{ client: 'app', groups: ['a', 'b c'], clientIp: '192.0.2.7', connection: 'openai', baa: 'self_hosted' },
      ...{ operation: 'embeddings.create', correlationId: CORRELATION, policy: details.policy, rule: 'some-rule' },
      ...{ effect: 'allow', refusal: null, entities: ['NAME', 'SSN'], purpose: 'treatment', review: null },
      ...{ recording: 'redacted', bytesOut: 12, granted: true },
      modelDigest: model.digest,
      sealedModel: model.sealed,
      subjectOfCare: new Uint8Array(32).fill(5),
    });
    expect(await endOf(sessionId)).toMatchObject({ closedAt: null, status: null });
    const ending = { sessionId, error: 'upstream_failed', upstreamStatus: 500, bytesBack: 80 } as const;
    await ledger.append(call('session.outcome', ending, { status: 'failure' }), { session: 'close' });
    expect(await endOf(sessionId)).toMatchObject({
      closedAt: new Date(1_700_000_000_000),
      ...{ status: 'failure', error: 'upstream_failed', upstreamStatus: 500, bytesBack: 80 },
    });
    expect(await rowOf(sessionId)).toEqual(row);
  });

  it('has how one ended that began in the same batch, and what is not known as nothing', async () => {
    const sessionId = crypto.randomUUID();
    const outcome: OwnItem = { facts: call('session.outcome', { sessionId }, { status: 'unknown' }), session: 'close' };
    // Those that come while the first is written are one batch.
    await Promise.all([
      ledger.commit([{ facts: someFacts() }]),
      ledger.commit([intent(sessionId, { review: { id: REVIEW, kind: 'call' } })]),
      ledger.commit([outcome]),
    ]);
    expect(await rowOf(sessionId)).toMatchObject({ effect: 'review', review: REVIEW, modelDigest: null, baa: null });
    expect(await endOf(sessionId)).toMatchObject({
      status: 'unknown',
      error: null,
      upstreamStatus: null,
      bytesBack: null,
    });
  });

  it('has a row of a refused call whose caller is known, and none of a stranger', async () => {
    const denied = call('session.denied', { error: 'policy_denied', found: { SSN: 1 } }, { status: 'failure' });
    const failed = call('auth.failed', { error: 'identity_not_allowed' }, { status: 'failure' });
    await ledger.append(denied);
    await ledger.append(failed);
    expect(await rowOf(denied.id)).toMatchObject({
      effect: 'deny',
      refusal: 'policy_denied',
      entities: ['SSN'],
      groups: [],
    });
    expect(await rowOf(failed.id)).toBeUndefined();
  });

  it('knows which events are about a session or a review', async () => {
    const [sessionId, review] = [crypto.randomUUID(), crypto.randomUUID()];
    const used = call('review.used', { sessionId, review: { id: review, kind: 'call' } });
    const settled = await ledger.commit([intent(sessionId), { facts: used }]);
    const read = await ledger.append(call('recording.read', { sessionId }));
    expect(await aboutOf(sessionId)).toEqual([settled[1]?.index, read.index]);
    expect(await aboutOf(review)).toEqual([settled[1]?.index]);
  });

  it('holds nothing of what was not recorded', async () => {
    const [used, fresh] = [crypto.randomUUID(), crypto.randomUUID()];
    await ledger.commit([intent(used)]);
    const refused = ledger.commit([intent(fresh), intent(used)]);
    await expect(refused).rejects.toMatchObject({ code: 'request_invalid' });
    expect(await rowOf(fresh)).toBeUndefined();
  });

  it('takes whatever a token says without refusing those who are recorded together with it', async () => {
    const ids = Array.from({ length: 3 }, () => crypto.randomUUID());
    const hostile = {
      issuer: `https://login.example/${'i'.repeat(900)}`,
      subject: `\0\ud800"\\{},'${'ü€'.repeat(1_000)}`,
    };
    const facts = call(
      'session.intent',
      { sessionId: ids[1] ?? '', correlationId: 'none' },
      { identity: hostile, clientIp: 'fe80::1%eth0' },
    );
    const known = { client: '\0\udfff', groups: ['\0', '{"a",b}', '', 'NULL', '\\'] };
    await Promise.all([
      ledger.commit([intent(ids[0] ?? '')]),
      ledger.commit([{ facts, session: 'open', known }]),
      ledger.commit([intent(ids[2] ?? '')]),
    ]);
    const row = await rowOf(ids[1] ?? '');
    expect(row?.subject).toBe(hostile.subject.toWellFormed().replace('\0', '\ufffd'));
    expect(row).toMatchObject({ clientIp: 'fe80::1', correlationId: null, client: '\ufffd\ufffd' });
    expect(row?.groups).toEqual(['\ufffd', '{"a",b}', '', 'NULL', '\\']);
    for (const id of ids) expect(await rowOf(id)).toBeDefined();
  });
});
