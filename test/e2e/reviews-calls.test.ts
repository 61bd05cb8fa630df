import { type Companion, loadConfig, openCompanionStore } from '@sallyport/companion';
import { type Postgres, startPostgres } from '@sallyport/testkit';
import OpenAI from 'openai';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ADMIN_STACK, type AdminSession, adminCall, logInWith } from '../stack/admin-callers.ts';
import { exchangeFields, exchangeGrant, plainClient } from '../stack/callers.ts';
import { type LedgerWatch, watchLedger } from '../stack/ledger-watch.ts';
import { nativeFailure } from '../stack/native-failure.ts';
import { newKey, provenHeaders } from '../stack/proving.ts';
import { rawCall } from '../stack/raw-call.ts';
import { startReplica } from '../stack/start-replica.ts';
import { type Stack, startStack } from '../stack/start-stack.ts';

const DEMAND = 'groups: [privacy], expiresIn: 1h, window: { most: 1h }, breakGlass: { groups: [doctors] }';
const POLICY = `policy:
  version: 1
  name: bulk
  rules:
    - { name: bulk, when: { operations: [embeddings.create], inputs: { atLeast: 3 } }, then: review, review: { ${DEMAND}, hold: 60s }, message: "Bulk exports are reviewed." }
    - { name: chats, when: { models: [gpt-4o] }, then: review, review: { ${DEMAND} } }
    - { name: rest, then: allow }`;

/** A busy machine takes longer. */
const PATIENTLY = { timeout: 60_000 };

const SAID = 'It is a fine day. The sky is blue. No wind, no rain. The sun will shine on. '.repeat(4);
const CHAT = { model: 'gpt-4o', messages: [{ role: 'user' as const, content: 'Hello.' }] };

let postgres: Postgres;
let databaseUrl = '';
let stack: Stack;
let replica: Companion;
let store: Awaited<ReturnType<typeof openCompanionStore>>;
let ledger: LedgerWatch;
let reviewer: AdminSession;
let subject = '';
let token = '';
/** Requests that the provider had before a test. */
let before = 0;
beforeAll(async () => {
  postgres = await startPostgres();
  databaseUrl = await postgres.createDatabase();
  const admin = 'clientId: sallyport-cli, roles: { admin: [platform], reviewer: [privacy] }';
  stack = await startStack({ ...ADMIN_STACK, databaseUrl, admin, top: POLICY });
  reviewer = await logInWith(stack, ['privacy']);
  replica = await startReplica(stack, databaseUrl);
  store = await openCompanionStore({ config: await loadConfig(`${stack.folder}/sallyport.yaml`), databaseUrl });
});
afterAll(async () => {
  await store.close();
  await replica.close();
  await stack.close();
  await postgres.stop();
});
beforeEach(async () => {
  subject = crypto.randomUUID();
  token = await tokenOf();
  ledger = await watchLedger(stack);
  before = stack.provider.requests.length;
  stack.provider.reply = () => SAID;
});
afterEach(() => {
  stack.provider.pace = () => undefined;
});

const tokenOf = (claims: Readonly<Record<string, unknown>> = {}) =>
  stack.identityProvider.issueToken({ subject, expiresIn: 3_000, claims: { client_id: 'notes-app', ...claims } });

/** An export of many notes at once. */
const BULK = { model: 'text-embedding-3-small', input: ['One.', 'Two.', 'Three.'], encoding_format: 'float' as const };

/** Runs a statement on the database, as a reviewer's replica does. */
const sql = (text: string) => store.database.query({ name: `test ${crypto.randomUUID()}`, text, values: [subject] });

/** The review that this test's identity waits for. */
async function waitingReview(): Promise<string> {
  let id = '';
  await expect
    .poll(async () => {
      const [row] = await sql(`select id from review where subject = $1 and state = 'pending' and kind = 'call'`);
      id = String(row?.id ?? '');
      return id;
    }, PATIENTLY)
    .not.toBe('');
  return id;
}

const post = (act: 'decide' | 'revoke', body: object, origin = stack.companion.url) =>
  adminCall(stack, reviewer, { method: 'POST', path: `/v1/admin/reviews/${act}`, body, origin });

/** Decides the review that this test's identity waits for. */
async function decide(decision: 'approve' | 'reject', more: object = {}): Promise<void> {
  const body = { review_id: await waitingReview(), decision, justification: 'read it twice', ...more };
  expect((await post('decide', body)).status).toBe(200);
}

const revoke = (id: string, origin?: string) =>
  post('revoke', { review_id: id, justification: 'asked by phone' }, origin);
const received = () => stack.provider.requests.slice(before);

/** Asks for the bulk export as somebody does who waits by themselves. */
const ask = (headers: Readonly<Record<string, string>> = {}, body: object = BULK) =>
  rawCall(stack.companion.url, {
    path: '/c/openai/v1/embeddings',
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      prefer: 'respond-async',
      ...headers,
    },
    body: JSON.stringify(body),
  });

describe('a bulk export that people must review', () => {
  it('by a plain client is held, goes on once it is approved, with the same bytes, and stands in the ledger', async () => {
    const held = plainClient(stack, token).embeddings.create(BULK);
    const id = await waitingReview();
    expect(received()).toEqual([]);
    await decide('approve');
    expect((await held).data).toHaveLength(3);
    expect(received()).toHaveLength(1);
    expect(String(received()[0]?.body)).toBe(JSON.stringify(BULK));
    const events = await ledger.events();
    expect(linesOf(events)).toEqual([
      'review.requested',
      'review.decided',
      'session.intent',
      'review.used',
      'session.outcome',
    ]);
    expect(JSON.stringify(events)).toContain(id);
    expect(JSON.stringify(events)).not.toContain('Three.');
  });

  it('by a plain client is refused once, natively, when it is rejected', async () => {
    const call = nativeFailure(
      new OpenAI({ baseURL: `${stack.companion.url}/c/openai/v1`, apiKey: token }).embeddings.create(BULK),
    );
    await waitingReview();
    await decide('reject');
    expect(await call).toMatchObject({ type: 'PermissionDeniedError', status: 403, code: 'review_rejected' });
    expect(received()).toEqual([]);
    expect(await ledger.lines()).toEqual(['review.requested', 'review.decided', 'session.denied review_rejected']);
  });

  it('of whoever waits by themselves is answered with where it waits, and passes once when it comes again', async () => {
    const first = await ask();
    const problem = JSON.parse(first.body) as { readonly review: { readonly id: string; readonly url: string } };
    const { id } = problem.review;
    expect(first.status).toBe(403);
    expect(first.headers['sallyport-review']).toBe(id);
    expect(problem).toMatchObject({
      code: 'review_required',
      detail: 'Bulk exports are reviewed.',
      review: { state: 'pending', url: `${stack.companion.url}/reviews/${id}` },
    });
    await decide('approve');
    const changed = await ask({ 'sallyport-review': id }, { ...BULK, input: ['Other.', 'Two.', 'Three.'] });
    expect(JSON.parse(changed.body)).toMatchObject({ code: 'review_mismatch' });
    expect((await ask({ 'sallyport-review': id })).status).toBe(200);
    expect(JSON.parse((await ask({ 'sallyport-review': id })).body)).toMatchObject({ code: 'review_used' });
    expect(received()).toHaveLength(1);
  });

  it.each([
    [
      'expired',
      () => sql(`update review set expires_at = now() - interval '1 second' where subject = $1 returning id`),
    ],
    ['revoked', revoke],
  ])('gives a native permission error once when its approval is %s', async (ended, end) => {
    const { id } = (JSON.parse((await ask()).body) as { readonly review: { readonly id: string } }).review;
    await decide('approve');
    await end(id);
    const headers = { 'sallyport-review': id };
    const client = new OpenAI({
      baseURL: `${stack.companion.url}/c/openai/v1`,
      apiKey: token,
      defaultHeaders: headers,
    });
    expect(await nativeFailure(client.embeddings.create(BULK))).toMatchObject({
      type: 'PermissionDeniedError',
      status: 403,
      code: `review_${ended}`,
    });
    expect(received()).toEqual([]);
  });

  it('is told at once that the replica which holds it stops, and goes on at another', async () => {
    const third = await startReplica(stack, databaseUrl);
    const client = new OpenAI({ baseURL: `${third.url}/c/openai/v1`, apiKey: token, maxRetries: 0 });
    const held = nativeFailure(client.embeddings.create(BULK));
    const id = await waitingReview();
    await third.close();
    expect(await held).toMatchObject({ status: 503, code: 'shutting_down' });
    const again = plainClient(stack, token).embeddings.create(BULK);
    await decide('approve');
    await again;
    expect(await sql(`select id from review where subject = $1`)).toEqual([{ id }]);
  });
});

describe("a caller's own review", () => {
  const review = async () => (JSON.parse((await ask()).body) as { readonly review: { readonly id: string } }).review.id;
  const read = (path: string, headers: Readonly<Record<string, string>>, method = 'GET') =>
    rawCall(stack.companion.url, { method, path, headers });

  it('is waited for with a bearer, on whichever replica', async () => {
    const id = await review();
    const headers = { authorization: `Bearer ${token}` };
    const now = await read(`/v1/reviews/${id}`, headers);
    expect(now.headers['retry-after']).toBe('2');
    expect(JSON.parse(now.body)).toMatchObject({
      review: { id, state: 'pending', approvals: { given: 0, quorum: 1 } },
    });
    const waiting = rawCall(replica.url, { method: 'GET', path: `/v1/reviews/${id}?wait=25`, headers });
    await decide('approve');
    expect(JSON.parse((await waiting).body)).toMatchObject({ review: { id, state: 'approved' } });
  });

  it('is waited for and cancelled with a grant, and shown to nobody else', async () => {
    const id = await review();
    const key = await newKey();
    const grant = await exchangeGrant(stack, exchangeFields(token), key);
    const url = `${stack.companion.url}/v1/reviews/${id}`;
    const proven = (method: string, at: string) => provenHeaders({ method, url: at, grant, key });
    const shown = await read(`/v1/reviews/${id}?wait=1`, await proven('GET', url));
    expect(JSON.parse(shown.body)).toMatchObject({ review: { state: 'pending' } });
    const cancelled = await read(`/v1/reviews/${id}/cancel`, await proven('POST', `${url}/cancel`), 'POST');
    expect(JSON.parse(cancelled.body)).toMatchObject({ review: { state: 'cancelled' } });
    subject = crypto.randomUUID();
    const stranger = await read(`/v1/reviews/${id}`, { authorization: `Bearer ${await tokenOf()}` });
    expect(stranger.status).toBe(404);
    expect((await read(`/v1/reviews/${id}`, {})).status).toBe(401);
  });

  it.each(['?wait=0', '?wait=26', '?wait=5&x=1', '?wait=05', '/', '/approve', '?'])(
    'is at no other address: %s',
    async (end) => {
      const id = crypto.randomUUID();
      const answer = await read(`/v1/reviews/${id}${end}`, { authorization: `Bearer ${token}` });
      expect(answer.status).toBe(404);
      expect(JSON.parse(answer.body)).toMatchObject({ code: 'route_unknown' });
    },
  );

  it('lets a doctor break the glass, with a reason of the list', async () => {
    token = await tokenOf({ groups: ['doctors'] });
    const id = await review();
    const breaking = (body: object) =>
      rawCall(stack.companion.url, {
        path: `/v1/reviews/${id}/break-glass`,
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
    const justification = 'The patient is unconscious.';
    for (const bad of [{ justification }, { reason: 'because', justification }, { reason: 'emergency_care' }, {}]) {
      expect((await breaking(bad)).status).toBe(400);
    }
    const broken = await breaking({ reason: 'emergency_care', justification });
    expect(JSON.parse(broken.body)).toMatchObject({ review: { state: 'approved' } });
    expect((await ask({ 'sallyport-review': id })).status).toBe(200);
    const events = await ledger.events();
    expect(linesOf(events)).toContain('review.decided');
    expect(JSON.stringify(events)).not.toContain('unconscious');
  });
});

describe('a stream that was sent in an approved window', () => {
  it('is cut soon when another replica takes the window back', async () => {
    const client = plainClient(stack, token);
    expect((await nativeFailure(client.chat.completions.create(CHAT))).code).toBe('review_required');
    const id = await waitingReview();
    await decide('approve', { window_seconds: '3600' });
    stack.provider.pace = (piece) => (piece < 40 ? undefined : new Promise(() => undefined));
    const abandoned = stack.provider.abandoned;
    const chunks = (await client.chat.completions.create({ ...CHAT, stream: true }))[Symbol.asyncIterator]();
    await chunks.next();
    expect((await revoke(id, replica.url)).status).toBe(200);
    const drain = async () => {
      for (let next = await chunks.next(); !next.done; next = await chunks.next());
    };
    expect((await nativeFailure(drain())).code).toBe('review_revoked');
    await expect.poll(() => stack.provider.abandoned, PATIENTLY).toBe(abandoned + 1);
  });
});

const linesOf = (events: Awaited<ReturnType<LedgerWatch['events']>>) =>
  events.map(({ metadata }) => metadata.event_code);
