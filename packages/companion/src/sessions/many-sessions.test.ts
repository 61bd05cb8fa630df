import { type Postgres, startPostgres } from '@sallyport/testkit';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../storage/index.ts';
import { openDatabase } from '../storage/open-database.ts';
import { endQuery, findSessions, pageQuery } from './find-sessions.ts';
import { conditionsOf, type SearchKeepers } from './session-conditions.ts';
import { readSessionQuery } from './session-query.ts';

const COUNT = 100_000;
const BOUNDS = { limit: 50, looked: 10_000 };
const START = '2026-01-01T00:00:00Z';
const ISSUER = 'https://login.example/';
const CARE = new Uint8Array(32).fill(7);
const keepers: SearchKeepers = {
  subjects: { digest: () => CARE },
  models: { digest: () => new Uint8Array(16), open: () => '', keep: () => ({ digest: CARE, sealed: CARE }) },
};

let server: Postgres;
let database: Database;
beforeAll(async () => {
  server = await startPostgres();
  database = await openDatabase({ url: await server.createDatabase(), dataDir: '' });
  // A statement may take only so long.
  for (let from = 0; from < COUNT; from += COUNT / 20) await database.orm.execute(fill(from + 1, from + COUNT / 20));
  for (let from = 0; from < COUNT; from += COUNT / 20) await database.orm.execute(end(from + 1, from + COUNT / 20));
  await database.orm.execute(sql`analyze session_index, session`);
});
afterAll(async () => {
  await database.close();
  await server.stop();
});

/** One a second: of 1,000 people, 100 each. Every 10,000th is denied, reviewed, or about the subject of care. */
const fill = (from: number, to: number) => sql`insert into session_index
    (id, index, opened_at, issuer, subject, person, groups, client_ip, connection, operation, correlation_id, effect, entities, review, subject_of_care)
  select gen_random_uuid(), n, ${START}::timestamptz + n * interval '1 second',
    ${ISSUER}::text, 'person-' || n % 1000,
    substring(sha256(convert_to('["' || ${ISSUER}::text || '","person-' || n % 1000 || '"]', 'UTF8')) from 1 for 16),
    array['staff'], '192.0.2.7'::inet, 'openai', 'embeddings.create',
    case when n % 50000 = 3 then '00000000-0000-4000-8000-00000000000c'::uuid else gen_random_uuid() end,
    case when n % 10000 = 1 then 'deny' when n % 10000 = 2 then 'review' else 'allow' end,
    case when n = 5 then array['SSN'] else '{}'::text[] end,
    case when n % 10000 = 2 then gen_random_uuid() end,
    case when n % 10000 = 0 then ${CARE}::bytea end
  from generate_series(${from}::int, ${to}::int) as n`;

/** All but the denied ended well. */
const end = (
  from: number,
  to: number,
) => sql`insert into session (id, opened_index, closed_index, opened_at, closed_at, status)
  select id, index, index, opened_at, opened_at, 'success' from session_index
  where effect <> 'deny' and opened_at >= ${START}::timestamptz + ${from}::int * interval '1 second'
    and opened_at <= ${START}::timestamptz + ${to}::int * interval '1 second'`;

interface Plan {
  readonly 'Node Type': string;
  readonly 'Index Name'?: string;
  readonly 'Actual Rows': number;
  readonly 'Actual Loops': number;
  readonly Plans?: readonly Plan[];
}

/** The nodes of a plan, as it ran. */
async function explain(query: { getSQL(): ReturnType<typeof sql> }): Promise<{ readonly nodes: readonly Plan[] }> {
  const asked = await database.orm.execute(sql`explain (analyze, format json) ${query.getSQL()}`);
  const { rows } = asked as unknown as { rows: readonly [{ 'QUERY PLAN': readonly [{ Plan: Plan }] }] };
  const flat = (plan: Plan): Plan[] => [plan, ...(plan.Plans ?? []).flatMap(flat)];
  return { nodes: flat(rows[0]['QUERY PLAN'][0].Plan) };
}

describe('finding one of 100,000 sessions', () => {
  it.each([
    ['nothing said', {}, 'session_index_time', 50],
    ['a person', { issuer: ISSUER, subject: 'person-7' }, 'session_index_person', 50],
    ['a correlation id', { correlation_id: '00000000-0000-4000-8000-00000000000c' }, 'session_index_correlation', 2],
    ['a subject of care', { subject_of_care: 'pt-1' }, 'session_index_care', 10],
    ['refusals', { decision: 'denied' }, 'session_index_denied', 10],
    ['what people approved', { decision: 'reviewed' }, 'session_index_review', 10],
    ['an approver', { approver_issuer: ISSUER, approver_subject: 'x' }, 'session_index_review', 0],
    ['an entity that is rare', { entity: 'SSN' }, 'session_index_time', 0],
    ['a network nobody calls from', { client_ip: '10.0.0.0/8' }, 'session_index_time', 0],
    ['a status that none has', { status: 'unknown' }, 'session_index_time', 0],
    ['a model that none has', { model: 'none' }, 'session_index_time', 0],
  ])('by %s reads along an index, and no more than the bound', async (_, members, index, most) => {
    const conditions = conditionsOf(readSessionQuery(members), { keepers });
    const { sessions } = await findSessions(database, conditions, BOUNDS);
    expect(sessions).toHaveLength(most);
    for (const query of [pageQuery(database.orm, conditions, BOUNDS), endQuery(database.orm, conditions, BOUNDS)]) {
      const { nodes } = await explain(query);
      expect(nodes.map((node) => node['Index Name'])).toContain(index);
      expect(nodes.map((node) => node['Node Type'])).not.toContain('Seq Scan');
      for (const node of nodes) expect(node['Actual Rows'] * node['Actual Loops']).toBeLessThanOrEqual(BOUNDS.looked);
    }
  });

  it('comes to the one that fits after pages on which nothing is, and gives none twice', async () => {
    const query = readSessionQuery({ entity: 'SSN' });
    const found: number[] = [];
    let after: Awaited<ReturnType<typeof findSessions>>['next'];
    let pages = 0;
    do {
      const conditions = conditionsOf(query, { keepers, ...(after === undefined ? {} : { after }) });
      const page = await findSessions(database, conditions, BOUNDS);
      found.push(...page.sessions.map((one) => one.found.index));
      after = page.next;
      pages += 1;
    } while (after !== undefined);
    expect([found, pages]).toEqual([[5], COUNT / BOUNDS.looked + 1]);
  });

  it('goes through all of somebody page by page, newest first', async () => {
    const query = readSessionQuery({
      issuer: ISSUER,
      subject: 'person-7',
      from: '2026-01-01T06:00:00Z',
      to: '2026-01-02T00:00:00Z',
    });
    const found: number[] = [];
    let after: Awaited<ReturnType<typeof findSessions>>['next'];
    do {
      const conditions = conditionsOf(query, { keepers, ...(after === undefined ? {} : { after }) });
      const page = await findSessions(database, conditions, { limit: 7, looked: 20 });
      found.push(...page.sessions.map((one) => one.found.index));
      after = page.next;
    } while (after !== undefined);
    const all = Array.from({ length: 100 }, (_, n) => n * 1000 + 7).filter((n) => n >= 21_600 && n < 86_400);
    expect(found).toEqual(all.toReversed());
  });
});
