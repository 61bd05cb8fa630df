import { type Companion, loadConfig } from '@sallyport/companion';
import type { LedgerEvent } from '@sallyport/ledger';
import { type Postgres, startPostgres } from '@sallyport/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ADMIN_STACK, type AdminSession, adminCall, idToken, postSession, verdict } from '../stack/admin-callers.ts';
import { type LedgerWatch, watchLedger } from '../stack/ledger-watch.ts';
import { newKey } from '../stack/proving.ts';
import { type RawAnswer, rawCall } from '../stack/raw-call.ts';
import { startReplica } from '../stack/start-replica.ts';
import { type Stack, startStack } from '../stack/start-stack.ts';

const WHY = 'read it twice, nothing left in';
const ROLES = 'roles: { admin: [platform], reviewer: [office, board], auditor: [audit] }';
/** Two of the office for embeddings, where a window may be had; one with a strong and fresh login for chats. */
const TOP = `people:
  - name: ada
    accounts: [{ issuer: "<issuer>", subject: ada.example }, { issuer: "<issuer>", subject: ada.admin }]
    services: [{ issuer: "<issuer>", subject: notes-app }]
policy:
  version: 1
  name: reviewed
  rules:
    - name: by-two
      when: { operations: [embeddings.create] }
      then: review
      review: { groups: [office], quorum: 2, window: { most: 4h } }
    - name: stepped-up
      when: { operations: [chat.completions.create] }
      then: review
      review: { groups: [office], stepUp: { maxAge: 5m, amr: [mfa] } }`;

let server: Postgres;
let stack: Stack;
let replica: Companion;
let ledger: LedgerWatch;
beforeAll(async () => {
  server = await startPostgres();
  const databaseUrl = await server.createDatabase();
  const admin = `clientId: sallyport-cli, acrValues: strong, ${ROLES}`;
  stack = await startStack({ ...ADMIN_STACK, databaseUrl, admin, top: TOP });
  replica = await startReplica(stack, databaseUrl);
  ledger = await watchLedger(stack);
});
afterAll(async () => {
  await replica?.close();
  await stack?.close();
  await server?.stop();
});

/** Logs somebody in, by a token of theirs. */
async function login(subject: string, groups: readonly string[], claims: object = {}): Promise<AdminSession> {
  const key = await newKey();
  const token = await idToken(stack, groups, { subject, claims: { ...claims } });
  const { status, body } = await postSession(stack, { token, token_type: 'id_token' }, { key });
  expect(status).toBe(200);
  const { access_token: session, session_id: id } = JSON.parse(body) as { access_token: string; session_id: string };
  return { token: session, id, key };
}

let calls = 0;

/** A call of `notes-app` that must be reviewed: its body, its token, and the id of the review. */
async function ask(path = '/c/openai/v1/embeddings') {
  const token = await stack.identityProvider.issueToken({ subject: 'notes-app' });
  calls += 1;
  const text = `number ${calls} for jane.roe@mail.example`;
  const body = JSON.stringify(
    path.endsWith('embeddings')
      ? { model: 'text-embedding-3-small', input: text }
      : { model: 'gpt-4o-mini', messages: [{ role: 'user', content: text }] },
  );
  const send = (): Promise<RawAnswer> => {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    return rawCall(stack.companion.url, { path, headers, body });
  };
  const refused = await send();
  expect(verdict(refused)).toBe('403 review_required');
  return { send, id: String(refused.headers['sallyport-review']) };
}

const post = (session: AdminSession, act: 'decide' | 'revoke', body: object, origin = stack.companion.url) =>
  adminCall(stack, session, { method: 'POST', path: `/v1/admin/reviews/${act}`, body, origin });
const decide = (session: AdminSession, id: string, more: object = {}, origin = stack.companion.url) =>
  post(session, 'decide', { review_id: id, decision: 'approve', justification: WHY, ...more }, origin);
const reviewOf = ({ body }: RawAnswer) => (JSON.parse(body) as { review: Record<string, unknown> }).review;
const get = (session: AdminSession, path: string) => adminCall(stack, session, { path });
const said = ({ metadata, unmapped, actor }: LedgerEvent) => ({
  code: metadata.event_code,
  who: 'uid' in actor.user ? actor.user.uid : undefined,
  ...unmapped.review,
});

describe('deciding over the admin plane', () => {
  it('two people approve at two replicas, and the call is sent once', async () => {
    const { send, id } = await ask();
    const [grace, mary] = [await login('grace.example', ['office']), await login('mary.example', ['office', 'staff'])];
    await ledger.events();
    const first = reviewOf(await decide(grace, id));
    expect(first).toMatchObject({ id, state: 'pending', approvals: { given: 1, quorum: 2 }, can_decide: true });
    expect(first).not.toHaveProperty('body');
    expect(reviewOf(await decide(mary, id, {}, replica.url))).toMatchObject({ state: 'approved', kind: 'call' });
    expect((await send()).status).toBe(200);
    expect(verdict(await decide(mary, id, { decision: 'reject' }))).toBe('409 review_conflict');
    const decided = (await ledger.events())
      .filter(({ metadata }) => metadata.event_code === 'review.decided')
      .map(said);
    expect(decided).toMatchObject([
      {
        who: 'grace.example',
        decision: 'approve',
        approvals: { given: 1, quorum: 2 },
        requester: { subject: 'notes-app' },
      },
      { who: 'mary.example', decision: 'approve', approvals: { given: 2, quorum: 2 }, until: expect.any(Number) },
      { who: 'mary.example', decision: 'reject' },
    ]);
    for (const { justification } of decided) expect(justification).toMatch(/^[\w-]{43}$/);
    expect(JSON.stringify(decided)).not.toContain(WHY);
  });

  it('of two last approvals at two replicas one approves', async () => {
    const { id } = await ask();
    const people = await Promise.all(['grace', 'mary', 'joan'].map((name) => login(`${name}.example`, ['office'])));
    const [grace, ...others] = people as [AdminSession, AdminSession, AdminSession];
    await decide(grace, id);
    const origins = [stack.companion.url, replica.url];
    const answers = await Promise.all(others.map((one, at) => decide(one, id, {}, origins[at])));
    expect(answers.map(verdict).toSorted()).toEqual(['200', '409 review_conflict']);
  });

  it('nobody decides their own: not the owner of a service, nor by a token that another got, nor out of the group', async () => {
    const { id } = await ask();
    const owner = await login('ada.admin', ['office']);
    expect(verdict(await decide(owner, id))).toBe('403 reviewer_is_requester');
    const delegated = await login('grace.example', ['office'], { act: { sub: 'assistant.example' } });
    expect(verdict(await decide(delegated, id))).toBe('403 reviewer_delegated');
    const outsider = await login('joan.example', ['board']);
    expect(verdict(await decide(outsider, id))).toBe('403 reviewer_not_allowed');
    const admin = await login('root.example', ['platform']);
    expect(verdict(await decide(admin, id))).toBe('403 reviewer_not_allowed');
    const auditor = await login('carl.example', ['audit']);
    expect(verdict(await decide(auditor, id))).toBe('403 role_missing');
    expect(reviewOf(await get(auditor, `/v1/admin/reviews/${id}`))).toMatchObject({ state: 'pending', decisions: [] });
  });

  it('a group that was taken away counts no more, in the session of before and in what was approved', async () => {
    const { id } = await ask();
    const [grace, mary] = [await login('grace.example', ['office']), await login('mary.example', ['office'])];
    await decide(grace, id);
    // Newer by a second, as tokens count.
    const iat = Math.floor(Date.now() / 1000) + 2;
    await login('grace.example', ['board'], { iat });
    expect(reviewOf(await decide(mary, id))).toMatchObject({ state: 'pending', approvals: { given: 1, quorum: 2 } });
    const { id: next } = await ask();
    expect(verdict(await decide(grace, next))).toBe('403 reviewer_not_allowed');
  });

  it('a login that is old or weak is not enough where the rule says so', async () => {
    const { id, send } = await ask('/c/openai/v1/chat/completions');
    const now = Math.floor(Date.now() / 1000);
    const weak = await login('mary.example', ['office'], { auth_time: now, amr: ['pwd'] });
    const old = await login('mary.example', ['office'], { auth_time: now - 3_600, amr: ['mfa'] });
    const unknown = await login('mary.example', ['office']);
    for (const one of [weak, old, unknown]) expect(verdict(await decide(one, id))).toBe('403 step_up_required');
    const fresh = await login('mary.example', ['office'], { auth_time: now, amr: ['pwd', 'mfa'] });
    expect(JSON.parse((await get(fresh, '/v1/admin/whoami')).body)).toMatchObject({ amr: ['pwd', 'mfa'] });
    expect(reviewOf(await decide(fresh, id))).toMatchObject({ state: 'approved' });
    expect((await send()).status).toBe(200);
  });

  it('a window lets such calls pass until it is revoked', async () => {
    const { id } = await ask();
    const [joan, mary] = [await login('joan.example', ['office']), await login('mary.example', ['office'])];
    expect(verdict(await decide(joan, id, { window_seconds: '14401' }))).toBe('400 request_invalid');
    for (const window of ['0', '-1', '1e3', '3600.5', ' 60'])
      expect(verdict(await decide(joan, id, { window_seconds: window }))).toBe('400 request_invalid');
    await decide(joan, id, { window_seconds: '3600' });
    expect(reviewOf(await decide(mary, id, { window_seconds: '60' }))).toMatchObject({
      kind: 'window',
      state: 'approved',
    });
    const token = await stack.identityProvider.issueToken({ subject: 'notes-app' });
    const send = () =>
      rawCall(stack.companion.url, {
        path: '/c/openai/v1/embeddings',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: JSON.stringify({ model: 'text-embedding-3-small', input: 'something else' }),
      });
    expect((await send()).status).toBe(200);
    const revoked = await post(mary, 'revoke', { review_id: id, justification: 'over' });
    expect(reviewOf(revoked)).toMatchObject({ state: 'cancelled', revoked_at: expect.any(String) });
    expect(verdict(await send())).toMatch(/^403 review_/);
  });

  it('shows the redacted body to who may decide, and to nobody else', async () => {
    const { id } = await ask();
    const [mary, auditor] = [await login('mary.example', ['office']), await login('carl.example', ['audit'])];
    const shown = reviewOf(await get(mary, `/v1/admin/reviews/${id}`));
    expect(shown).toMatchObject({ rule: 'by-two', found: { EMAIL: 1 }, encoding: 'utf-8', body_cut: false });
    expect(String(shown.body)).toContain('[EMAIL]');
    const list = (await get(auditor, '/v1/admin/reviews')).body;
    const audited = (await get(auditor, `/v1/admin/reviews/${id}`)).body;
    expect(audited).not.toContain('[EMAIL]');
    for (const text of [JSON.stringify(shown), list, audited]) expect(text).not.toContain('jane.roe');
  });

  it.each<[object, string]>([
    [{ justification: undefined }, '400 justification_invalid'],
    [{ justification: '   ' }, '400 justification_invalid'],
    [{ justification: 'x'.repeat(2_001) }, '400 justification_invalid'],
    [{ justification: '' }, '400 request_invalid'],
    [{ decision: 'revoke' }, '400 request_invalid'],
    [{ decision: 'Approve' }, '400 request_invalid'],
    [{ review_id: 'x' }, '404 review_unknown'],
    [{ review_id: '0b54a1de-3a49-4f0b-9f0a-5c3d7a9e1f20' }, '404 review_unknown'],
    [{ more: 'x' }, '400 request_invalid'],
  ])('refuses %j', async (more, expected) => {
    const mary = await login('mary.example', ['office']);
    const { id } = await ask();
    expect(verdict(await decide(mary, id, more))).toBe(expected);
    expect(reviewOf(await get(mary, `/v1/admin/reviews/${id}`))).toMatchObject({ state: 'pending' });
  });

  it('says what a step up asks for', async () => {
    const { body } = await rawCall(stack.companion.url, { method: 'GET', path: '/v1/admin/login' });
    expect(JSON.parse(body)).toMatchObject({ acr_values: 'strong' });
    expect((await loadConfig(`${stack.folder}/sallyport.yaml`)).admin).toMatchObject({ acrValues: 'strong' });
  });
});
