import { randomBytes } from 'node:crypto';
import { type Postgres, startPostgres } from '@sallyport/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TEST_ROOT_KEY } from '../../ledger/ledger-fixture.test-support.ts';
import { rootKeyWrapper } from '../../secrets/index.ts';
import { type Database, openDatabase } from '../../storage/index.ts';
import { openReviewKeys, type ReviewKeys } from '../review-keys.ts';
import { raised, requested, setReview, someCall, someCaller, someReplica } from './calls-fixture.test-support.ts';

const PENDING = 10_000;

let server: Postgres;
let database: Database;
let keys: ReviewKeys;
beforeAll(async () => {
  server = await startPostgres();
  database = await openDatabase({ url: await server.createDatabase(), dataDir: '' });
  keys = await openReviewKeys({ database, wrapper: rootKeyWrapper(TEST_ROOT_KEY) });
  const here = someReplica({ database, keys });
  const id = await requested(here, someCall());
  // As many others as that one, each of another identity and of another call.
  await database.query({
    name: 'test_many',
    text: `insert into review (id, state, kind, issuer, subject, connection, operation, policy, rule, demand, correlation_id, found,
        applied, body_bytes, inputs, before, after, sealed_subject, sealed_body, body_cut, requested_at, expires_at)
      select gen_random_uuid(), state, kind, issuer, subject || n, connection, operation, policy, rule, demand, correlation_id, found,
        applied, body_bytes, inputs, sha256(n::text::bytea), after, sealed_subject, sealed_body, body_cut, requested_at, expires_at
      from review, generate_series(2, $2::int) n where id = $1::uuid`,
    values: [id, PENDING],
  });
  await database.query({ name: 'test_analyze', text: 'analyze review', values: [] });
});
afterAll(async () => {
  await database.close();
  await server.stop();
});

/** How many rows or entries a statement looks at, by its plan's own count. */
async function looksAt(text: string): Promise<number> {
  const rows = await database.query({
    name: `explain ${crypto.randomUUID()}`,
    text: `explain (analyze, format json) ${text}`,
    values: [],
  });
  const counts: number[] = [];
  JSON.stringify(rows, (key, value: unknown) => {
    if ((key === 'Actual Rows' || key === 'Rows Removed by Filter') && typeof value === 'number') counts.push(value);
    return value;
  });
  return counts.reduce((sum, count) => sum + count, 0);
}

describe('reviews of calls beside 10,000 that wait', () => {
  it('are asked for, found, used and cancelled as ever', async () => {
    const here = someReplica({ database, keys });
    const caller = someCaller();
    const id = await requested(here, someCall({ caller }));
    expect(await requested(here, someCall({ caller }))).toBe(id);
    await setReview(database, id, { state: 'approved' });
    expect((await here.calls.approve(someCall({ caller }))).review.id).toBe(id);
    const next = await requested(here, someCall({ caller }));
    const asked = { id: next, caller, check: () => undefined };
    expect(await here.callers.cancel(asked)).toMatchObject({ body: { review: { state: 'cancelled' } } });
  });

  it('are looked up by an index, and not among all of them', async () => {
    const hash = randomBytes(32).toString('hex');
    const of = `issuer = 'https://login.example/' and subject = 'x' and connection = 'openai' and operation = 'embeddings.create'`;
    const pending = `${of} and policy = 'p' and before = '\\x${hash}' and state = 'pending' and kind = 'call'`;
    const bound = `${of} and policy = 'p' and state in ('pending', 'approved', 'rejected') and (kind = 'window' or before = '\\x${hash}')`;
    for (const where of [pending, bound]) {
      expect(await looksAt(`select id from review where ${where}`)).toBeLessThan(10);
    }
  });

  it('are no more than there may be', async () => {
    const full = someReplica({
      database,
      keys,
      bounds: { pending: PENDING, pendingPerIdentity: 100, attachmentBytes: 1_000_000 },
    });
    expect((await raised(full.calls.approve(someCall()))).code).toBe('reviews_full');
    const roomy = someReplica({
      database,
      keys,
      bounds: { pending: PENDING + 1, pendingPerIdentity: 100, attachmentBytes: 1_000_000 },
    });
    await requested(roomy, someCall());
    expect((await raised(roomy.calls.approve(someCall()))).code).toBe('reviews_full');
  });
});
