import type { PendingReview, SallyportSettings } from '@sallyport/guard';
import type { LedgerEvent } from '@sallyport/ledger';
import OpenAI, { PermissionDeniedError } from 'openai';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { ADMIN_STACK, type AdminSession, adminCall, idToken, postSession, verdict } from '../stack/admin-callers.ts';
import { type LedgerWatch, watchLedger } from '../stack/ledger-watch.ts';
import { nativeFailure } from '../stack/native-failure.ts';
import { newKey } from '../stack/proving.ts';
import { type Stack, startStack } from '../stack/start-stack.ts';

const POLICY = `policy:
  version: 1
  name: exports
  rules:
    - { name: hasty, when: { models: [text-embedding-ada-002] }, then: review, review: { groups: [office], expiresIn: 2s } }
    - { name: bulk, when: { operations: [embeddings.create], inputs: { atLeast: 3 } }, then: review, review: { groups: [office], window: { most: 1h }, hold: 60s } }
    - { name: rest, then: allow }`;
const PATIENTLY = { timeout: 60_000 };
const MODEL = 'text-embedding-3-small';

let stack: Stack;
let ledger: LedgerWatch;
let reviewer: AdminSession;
let numbers = 0;
beforeAll(async () => {
  const admin = 'clientId: sallyport-cli, roles: { admin: [platform], reviewer: [office] }';
  stack = await startStack({ ...ADMIN_STACK, admin, top: POLICY });
  const key = await newKey();
  const token = await idToken(stack, ['office'], { subject: 'grace.example' });
  const { body } = await postSession(stack, { token, token_type: 'id_token' }, { key });
  const opened = JSON.parse(body) as { access_token: string; session_id: string };
  reviewer = { token: opened.access_token, id: opened.session_id, key };
});
afterAll(() => stack.close());
beforeEach(async () => {
  ledger = await watchLedger(stack);
});

/** The reviews that wait, as a reviewer is shown them. */
async function waiting(): Promise<
  readonly { readonly id: string; readonly requester: { readonly subject: string } }[]
> {
  const { body } = await adminCall(stack, reviewer, { path: '/v1/admin/reviews' });
  return JSON.parse(body).reviews.filter(({ state }: { readonly state: string }) => state === 'pending');
}

/** An export of a plain client, which knows nothing of Sallyport, once it waits. */
async function exportingPlainly() {
  const subject = crypto.randomUUID();
  const apiKey = await stack.identityProvider.issueToken({ subject, claims: { client_id: 'notes-app' } });
  const client = new OpenAI({ baseURL: `${stack.companion.url}/c/openai/v1`, apiKey });
  numbers += 1;
  const input = [1, 2, 3].map((line) => `plain ${numbers}.${line}, for jane.roe@mail.example`);
  const sent = stack.provider.requests.length;
  const answer = client.embeddings.create({ model: MODEL, input });
  answer.catch(() => undefined);
  const id = await vi.waitFor(async () => {
    const mine = (await waiting()).find(({ requester }) => requester.subject === subject);
    expect(mine).toBeDefined();
    return mine?.id ?? '';
  }, PATIENTLY);
  return { answer, id, input, subject, requests: () => stack.provider.requests.slice(sent) };
}

/** An export of a guarded client that must be reviewed, once it waits. */
async function exporting(settings: Partial<SallyportSettings> = {}) {
  const told: PendingReview[] = [];
  numbers += 1;
  const input = [1, 2, 3].map((line) => `note ${numbers}.${line}: SSN 078-05-1120 on file`);
  const client = stack.client({ onReviewPending: (review) => told.push(review), ...settings });
  const sent = stack.provider.requests.length;
  const answer = client.embeddings.create({ model: MODEL, input });
  answer.catch(() => undefined);
  await vi.waitFor(() => expect(told.length).toBeGreaterThan(0), PATIENTLY);
  const [{ id } = { id: '' }] = told;
  return { answer, id, input, requests: () => stack.provider.requests.slice(sent) };
}

const post = (act: 'decide' | 'revoke', body: object) =>
  adminCall(stack, reviewer, {
    method: 'POST',
    path: `/v1/admin/reviews/${act}`,
    body: { justification: 'looked at every line of it', ...body },
  });

const said = ({ metadata, unmapped, actor, api }: LedgerEvent) => ({
  code: metadata.event_code,
  session: api.request?.uid,
  who: 'uid' in actor.user ? actor.user.uid : undefined,
  review: unmapped.review,
});

describe('a bulk export of a plain client', () => {
  it('is held, approved by a second person through the API, and completes with the same bytes; the chain stands in the ledger', async () => {
    const { answer, id, subject, requests } = await exportingPlainly();
    expect(requests()).toEqual([]);
    const shown = await adminCall(stack, reviewer, { path: `/v1/admin/reviews/${id}` });
    expect(shown.body).not.toContain('jane.roe');
    expect(verdict(await post('decide', { review_id: id, decision: 'approve' }))).toBe('200');
    expect((await answer).data).toHaveLength(3);
    expect(requests().map(({ body }) => body.toString())).toEqual([JSON.parse(shown.body).review.body]);
    const chain = (await ledger.events()).map(said).filter((event) => event.review?.id === id);
    expect(chain.map(({ code, who }) => [code, who])).toEqual([
      ['review.requested', subject],
      ['review.decided', 'grace.example'],
      ['session.intent', subject],
      ['review.used', subject],
    ]);
  });

  it('that is rejected is a permission error, once: the client does not try again', async () => {
    const { answer, id, requests } = await exportingPlainly();
    expect(verdict(await post('decide', { review_id: id, decision: 'reject' }))).toBe('200');
    expect(await nativeFailure(answer)).toMatchObject({ type: 'PermissionDeniedError', code: 'review_rejected' });
    expect(requests()).toEqual([]);
    const lines = (await ledger.lines()).filter((line) => line.startsWith('session.denied'));
    expect(lines).toEqual(['session.denied review_rejected']);
  });
});

describe('a bulk export of a guarded client', () => {
  it('waits, is approved by a second person, and is sent once, with the same bytes; the chain stands in the ledger', async () => {
    const { answer, id, requests } = await exporting();
    expect(requests()).toEqual([]);
    const shown = await adminCall(stack, reviewer, { path: `/v1/admin/reviews/${id}` });
    const { review } = JSON.parse(shown.body) as { review: { body: string; found: object } };
    expect(shown.body).not.toContain('078-05-1120');
    expect(verdict(await post('decide', { review_id: id, decision: 'approve' }))).toBe('200');
    expect((await answer).data).toHaveLength(3);
    expect(requests()).toHaveLength(1);
    // What the reviewer was shown is what left.
    expect(requests()[0]?.body.toString()).toBe(review.body);
    const chain = (await ledger.events()).map(said).filter((event) => event.review?.id === id);
    expect(chain.map(({ code }) => code)).toEqual([
      'review.requested',
      'session.denied',
      'review.decided',
      'session.intent',
      'review.used',
    ]);
    expect(chain[0]?.review?.binding).toEqual(chain[3]?.review?.binding);
    expect(chain[2]).toMatchObject({
      who: 'grace.example',
      review: { decision: 'approve', requester: { subject: 'notes-app' }, justification: expect.any(String) },
    });
  });

  it('that is rejected is a permission error, once', async () => {
    const { answer, id, requests } = await exporting({});
    expect(verdict(await post('decide', { review_id: id, decision: 'reject' }))).toBe('200');
    expect(await nativeFailure(answer)).toMatchObject({ status: 403, code: 'review_rejected' });
    await expect(answer).rejects.toBeInstanceOf(PermissionDeniedError);
    expect(requests()).toEqual([]);
  });

  it('whose approval was taken back before it came is a permission error', async () => {
    const client = stack.client({ reviewTimeoutMs: 0 });
    const input = ['one line', 'another line', 'and a third one'];
    const ask = () => client.embeddings.create({ model: MODEL, input });
    const refused = await ask().then(
      () => undefined,
      (cause: unknown) => cause as PermissionDeniedError,
    );
    expect(refused).toBeInstanceOf(PermissionDeniedError);
    const id = String(refused?.headers?.get('sallyport-review'));
    expect(verdict(await post('decide', { review_id: id, decision: 'approve' }))).toBe('200');
    expect(verdict(await post('revoke', { review_id: id }))).toBe('200');
    const sent = stack.provider.requests.length;
    await expect(ask()).rejects.toBeInstanceOf(PermissionDeniedError);
    expect(stack.provider.requests).toHaveLength(sent);
  });

  it('that nobody reviews before its review ends is a permission error', async () => {
    const client = stack.client();
    const sent = stack.provider.requests.length;
    const answer = client.embeddings.create({ model: 'text-embedding-ada-002', input: 'one line' });
    expect(await nativeFailure(answer)).toMatchObject({ type: 'PermissionDeniedError', code: 'review_expired' });
    expect(stack.provider.requests).toHaveLength(sent);
    expect(await ledger.lines()).toEqual(expect.arrayContaining(['review.expired']));
  });

  it('that nobody reviews is given up in time, and its review can be decided all the same', async () => {
    const { answer, id } = await exporting({ reviewTimeoutMs: 3_000 });
    expect(await nativeFailure(answer)).toMatchObject({ status: 403, code: 'review_timeout' });
    expect(verdict(await post('decide', { review_id: id, decision: 'approve' }))).toBe('200');
  });

  it('and whoever sends little is not asked to wait', async () => {
    const client = stack.client({ onReviewPending: () => expect.unreachable() });
    expect((await client.embeddings.create({ model: MODEL, input: ['a', 'b'] })).data).toHaveLength(2);
  });
});
