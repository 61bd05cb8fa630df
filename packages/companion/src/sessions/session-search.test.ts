import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AppliedCounts, EventDetails, EventFacts } from '@sallyport/core';
import { type Postgres, startPostgres } from '@sallyport/testkit';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { KnownOfSession, Ledger } from '../ledger/index.ts';
import { openTestLedger, someFacts } from '../ledger/ledger-fixture.test-support.ts';
import { rootKeyWrapper } from '../secrets/index.ts';
import { type Database, schema } from '../storage/index.ts';
import { openTestDatabase } from '../storage/open-test-database.test-support.ts';
import { type ModelKeeper, modelKeeper } from './model-keeper.ts';
import { openSessionSearch, type SessionSearch } from './open-session-search.ts';
import { type SubjectOfCareKeeper, subjectOfCareKeeper } from './subject-of-care-keeper.ts';

const ISSUER = 'https://login.example/';
const [ADA, BEN] = [
  { issuer: ISSUER, subject: 'ada' },
  { issuer: ISSUER, subject: 'ben' },
];
const REVIEW = '00000000-0000-4000-8000-00000000000d';
const CORRELATION = '00000000-0000-4000-8000-00000000000c';
const NOW = Date.UTC(2026, 10, 29);
const DAY = 86_400_000;
const clock = { now: () => NOW };
const wrapper = rootKeyWrapper(randomBytes(32).toString('base64'));

let folder = '';
let server: Postgres;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sallyport-search-'));
  server = await startPostgres();
});
afterAll(async () => {
  await server.stop();
  await rm(folder, { recursive: true, force: true });
});

interface Sent {
  readonly who?: typeof ADA;
  readonly daysAgo: number;
  readonly details?: EventDetails;
  readonly known?: KnownOfSession;
  readonly clientIp?: string;
  readonly ends?: EventDetails & { readonly status: EventFacts['status'] };
}

describe.each(['pglite', 'postgresql'] as const)('the search for sessions on %s', (kind) => {
  let database: Database;
  let ledger: Ledger;
  let subjects: SubjectOfCareKeeper;
  let models: ModelKeeper;
  let search: SessionSearch;
  const ids: Record<string, string> = {};
  const careOf = (pseudonym: string) => Buffer.from(subjects.digest(pseudonym)).toString('base64url');
  const factsOf = (kind: EventFacts['kind'], { who = ADA, daysAgo, details, clientIp = '192.0.2.7' }: Sent) => {
    const all = { connection: 'openai', operation: 'embeddings.create', policy: 'sha256:00', rule: 'r', ...details };
    return someFacts({ kind, identity: who, clientIp, time: NOW - daysAgo * DAY, details: all });
  };
  const send = async (name: string, sent: Sent) => {
    const sessionId = crypto.randomUUID();
    ids[name] = sessionId;
    const facts = factsOf('session.intent', { ...sent, details: { sessionId, ...sent.details } });
    await ledger.commit([{ facts, session: 'open', known: sent.known ?? {} }]);
    if (sent.ends === undefined) return;
    const { status, ...details } = sent.ends;
    const outcome = factsOf('session.outcome', { ...sent, details: { sessionId, ...details } });
    await ledger.append({ ...outcome, status }, { session: 'close' });
  };
  const refuse = async (name: string, sent: Sent) => {
    const facts = factsOf('session.denied', sent);
    ids[name] = facts.id;
    await ledger.commit([{ facts: { ...facts, status: 'failure' }, known: sent.known ?? {} }]);
  };

  beforeAll(async () => {
    const url = kind === 'pglite' ? undefined : await server.createDatabase();
    database = await openTestDatabase({ url, dataDir: join(folder, kind) });
    ledger = await openTestLedger(database);
    subjects = await subjectOfCareKeeper({ database, wrapper });
    models = await modelKeeper({ database, wrapper });
    const hostOf = (name: string) => (name === 'openai' ? 'api.openai.example' : undefined);
    search = await openSessionSearch({ database, wrapper, subjects, models, clock, hostOf });
    const left: AppliedCounts = { NAME: { allow: 2 }, SSN: { redact: 1 } };
    const about = (details: EventDetails) => ({
      subjectOfCare: careOf('pt-1'),
      applied: left,
      found: { NAME: 2 },
      ...details,
    });
    await send('old', { daysAgo: 6 * 366, details: about({}) });
    await send('research', {
      daysAgo: 5,
      details: about({ purpose: 'research' }),
      known: { baa: true },
      ends: { status: 'success', upstreamStatus: 200, bytesBack: 9 },
    });
    await send('care', { daysAgo: 4, details: about({ purpose: 'treatment' }), known: { baa: true } });
    await send('clean', { daysAgo: 3, details: about({ applied: { SSN: { redact: 1 } }, found: { SSN: 1 } }) });
    await send('home', { daysAgo: 2.5, details: about({ connection: 'own' }), known: { baa: 'self_hosted' } });
    await refuse('denied', {
      daysAgo: 2,
      who: BEN,
      details: about({ error: 'policy_denied' }),
      known: { groups: ['staff'] },
    });
    await send('reviewed', {
      daysAgo: 1.5,
      who: BEN,
      details: {
        review: { id: REVIEW, kind: 'call' },
        correlationId: CORRELATION,
        operation: 'chat.completions.create',
      },
      clientIp: '10.1.2.3',
    });
    await send('model', {
      daysAgo: 1,
      known: { model: models.keep('gpt-4o'), groups: ['staff', 'night'], client: 'app' },
      ends: { status: 'failure', error: 'upstream_failed' },
      clientIp: '2001:db8::5',
    });
    await ledger.append(factsOf('recording.read', { daysAgo: 0, details: { sessionId: ids.reviewed ?? '' } }));
    await ledger.append(factsOf('review.decided', { daysAgo: 1.6, details: { review: { id: REVIEW, kind: 'call' } } }));
    await database.orm.insert(schema.reviewDecision).values({
      ...{ id: crypto.randomUUID(), review: REVIEW, decision: 'approve', person: 'grace', commitment: 'c' },
      ...{ issuer: ISSUER, subject: 'grace', sealedJustification: new Uint8Array(1), decidedAt: new Date(NOW) },
    });
  });
  afterAll(async () => {
    await ledger.close();
    await database.close();
  });

  const namesOf = (rows: readonly { id?: string; session_id?: string }[]) =>
    rows.map((row) => Object.entries(ids).find(([, id]) => id === (row.id ?? row.session_id))?.[0]);
  interface Page {
    readonly sessions: readonly { readonly id: string }[];
    readonly next?: string;
  }
  const find = async (members: Record<string, string>) => (await search.search(search.readSearch(members))) as Page;

  it.each<[string, Record<string, string>, string[]]>([
    ['nothing', {}, ['model', 'reviewed', 'denied', 'home', 'clean', 'care', 'research', 'old']],
    ['person', { issuer: ISSUER, subject: 'ben' }, ['reviewed', 'denied']],
    ['person of another issuer', { issuer: 'https://other.example/', subject: 'ben' }, []],
    ['group', { group: 'staff' }, ['model', 'denied']],
    ['connection', { connection: 'own' }, ['home']],
    ['operation', { operation: 'chat.completions.create' }, ['reviewed']],
    ['model', { model: 'gpt-4o' }, ['model']],
    ['another model', { model: 'gpt-4' }, []],
    ['entity', { entity: 'SSN' }, ['clean']],
    ['denied', { decision: 'denied' }, ['denied']],
    ['reviewed', { decision: 'reviewed' }, ['reviewed']],
    ['allowed', { decision: 'allowed', from: '2026-11-20T00:00:00Z' }, ['model', 'home', 'clean', 'care', 'research']],
    ['success', { status: 'success' }, ['research']],
    ['failure', { status: 'failure' }, ['model']],
    ['refusal', { status: 'denied' }, ['denied']],
    ['open', { status: 'open', from: '2026-11-26T00:00:00Z' }, ['reviewed', 'home', 'clean']],
    ['time', { from: '2026-11-25T00:00:00Z', to: '2026-11-26T00:00:00Z' }, ['care']],
    ['correlation id', { correlation_id: CORRELATION }, ['reviewed']],
    ['approver', { approver_issuer: ISSUER, approver_subject: 'grace' }, ['reviewed']],
    ['another approver', { approver_issuer: ISSUER, approver_subject: 'ada' }, []],
    ['address', { client_ip: '10.1.2.3' }, ['reviewed']],
    ['network', { client_ip: '10.0.0.0/8' }, ['reviewed']],
    ['IPv6 network', { client_ip: '2001:db8::/32' }, ['model']],
    ['subject of care', { subject_of_care: 'pt-1', from: '2026-11-25T00:00:00Z' }, ['denied', 'home', 'clean', 'care']],
    ['another subject of care', { subject_of_care: 'pt-2' }, []],
    ['all together', { group: 'staff', status: 'denied', entity: 'NAME', subject_of_care: 'pt-1' }, ['denied']],
  ])('finds exactly what fits: %s', async (_, members, names) => {
    expect(namesOf((await find(members)).sessions)).toEqual(names);
  });

  it('gives page after page, none twice, and says when there is no more', async () => {
    const names: unknown[] = [];
    let cursor: string | undefined;
    do {
      const page = await find({ limit: '3', ...(cursor === undefined ? {} : { cursor }) });
      names.push(...namesOf(page.sessions));
      cursor = page.next;
    } while (cursor !== undefined);
    expect(names).toEqual(['model', 'reviewed', 'denied', 'home', 'clean', 'care', 'research', 'old']);
  });

  it('takes no cursor that is forged, or of another search', async () => {
    const { next = '' } = await find({ limit: '1', connection: 'openai' });
    const bytes = Buffer.from(next, 'base64url');
    const flipped = Buffer.from(bytes);
    flipped[3] = (flipped[3] ?? 0) ^ 1;
    const forged = [
      next.slice(0, -2),
      `${next}AA`,
      flipped.toString('base64url'),
      'AAAA',
      '*',
      bytes.subarray(24).toString('base64url'),
    ];
    for (const cursor of forged)
      expect(() => search.readSearch({ connection: 'openai', cursor })).toThrow(
        expect.objectContaining({ code: 'request_invalid' }),
      );
    for (const members of [{}, { connection: 'own' }, { connection: 'openai', group: 'staff' }])
      expect(() => search.readSearch({ ...members, cursor: next })).toThrow(
        expect.objectContaining({ code: 'request_invalid' }),
      );
    expect(namesOf((await find({ limit: '1', connection: 'openai', cursor: next })).sessions)).toEqual(['reviewed']);
  });

  it.each(['0', '201', '-1', '1.5', 'x', '1e2'])('takes no limit of %s', (limit) => {
    expect(() => search.readSearch({ limit })).toThrow(expect.objectContaining({ code: 'request_invalid' }));
  });

  it('shows a session with its review, how it ended, and its events in their order', async () => {
    const shown = (await search.show(ids.reviewed ?? '')) as Record<string, unknown>;
    expect(shown).toMatchObject({
      session: { id: ids.reviewed, ...BEN, decision: 'reviewed', status: 'open', groups: [], client_ip: '10.1.2.3' },
      review: { id: REVIEW, decisions: [{ decision: 'approve', issuer: ISSUER, subject: 'grace' }] },
      events: [{ kind: 'session.intent' }, { kind: 'recording.read' }, { kind: 'review.decided' }],
    });
    expect(await search.show(ids.model ?? '')).toMatchObject({
      session: {
        model: 'gpt-4o',
        client: 'app',
        groups: ['staff', 'night'],
        status: 'failure',
        error: 'upstream_failed',
      },
      events: [{ kind: 'session.intent' }, { kind: 'session.outcome' }],
    });
    expect(await search.show(ids.denied ?? '')).toMatchObject({
      session: { status: 'denied', error: 'policy_denied' },
      events: [{ kind: 'session.denied' }],
    });
    await expect(search.show(crypto.randomUUID())).rejects.toMatchObject({ code: 'session_unknown' });
  });

  it('accounts for disclosures of six years, each with what the law asks for', async () => {
    const list = async (members: Record<string, string>) =>
      (await search.disclosures(search.readDisclosures(members))) as {
        disclosures: readonly { session_id: string; basis: string }[];
        next?: string;
      };
    const { disclosures, ...about } = await list({ subject: 'pt-1' });
    expect(about).toEqual({ subject_of_care: careOf('pt-1'), from: '2020-11-29T00:00:00.000Z' });
    expect(namesOf(disclosures)).toEqual(['home', 'clean', 'care', 'research']);
    expect(disclosures.map(({ basis }) => basis)).toEqual([
      'within',
      'de_identified',
      'care_payment_operations',
      'accountable',
    ]);
    expect(disclosures[3]).toEqual({
      session_id: ids.research,
      index: expect.any(Number),
      date: '2026-11-24T00:00:00.000Z',
      ...{ connection: 'openai', host: 'api.openai.example', baa: 'true', operation: 'embeddings.create' },
      ...{
        identifiers: { NAME: 2 },
        purpose: 'research',
        basis: 'accountable',
        accountable: true,
        status: 'success',
        ...ADA,
      },
    });
    const [first, ...rest] = [await list({ subject: 'pt-1', limit: '3', from: '2010-01-01T00:00:00Z' })];
    const more = await list({ subject: 'pt-1', limit: '3', from: '2010-01-01T00:00:00Z', cursor: first?.next ?? '' });
    expect([rest, namesOf(more.disclosures)]).toEqual([[], ['research', 'old']]);
    expect((await list({ subject: 'pt-2' })).disclosures).toEqual([]);
    for (const subject of ['', 'Maria Gonzalez', '078 05'])
      expect(() => search.readDisclosures({ subject })).toThrow(expect.objectContaining({ code: 'subject_invalid' }));
    expect(() => search.readDisclosures({ subject: 'pt-1', from: 'yesterday' })).toThrow(
      expect.objectContaining({ code: 'request_invalid' }),
    );
  });

  it('goes six years back from a leap day too', async () => {
    const hostOf = () => undefined;
    const now = () => Date.UTC(2028, 1, 29, 12);
    const leap = await openSessionSearch({ database, wrapper, subjects, models, clock: { now }, hostOf });
    expect(leap.readDisclosures({ subject: 'pt-1' }).query.from).toEqual(new Date('2022-02-28T12:00:00Z'));
  });

  it('keeps neither the model nor whom a call is about as they are', async () => {
    const rows = await database.orm.select().from(schema.sessionIndex);
    const kept = rows.flatMap((row) =>
      Object.values(row).map((value) =>
        value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : String(value),
      ),
    );
    expect(kept.join('\n')).not.toMatch(/gpt-4o|pt-1/);
    expect((await modelKeeper({ database, wrapper })).digest('gpt-4o')).toEqual(models.digest('gpt-4o'));
    expect((await subjectOfCareKeeper({ database, wrapper })).digest('pt-1')).toEqual(subjects.digest('pt-1'));
  });

  it('says that the ledger is away, and nothing of what was asked', async () => {
    await database.orm.execute(sql`alter table session_index rename to elsewhere`);
    const failed = await find({ group: 'marker-77' }).catch((cause: unknown) => cause);
    await database.orm.execute(sql`alter table elsewhere rename to session_index`);
    expect(failed).toMatchObject({ code: 'ledger_unavailable' });
    expect(JSON.stringify(failed)).not.toContain('marker');
  });
});
