import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseProof } from '@sallyport/ledger';
import type { StandInAnswer } from '@sallyport/testkit';
import { describe, expect, it, vi } from 'vitest';
import { BASE, codeOf, embedding, guardedStage, someToken } from '../guarded-stage.test-support.ts';
import { outcomesOf } from '../outcomes.test-support.ts';
import { PATIENCE } from '../patience.test-support.ts';
import type { PendingReview } from './pending-review.ts';

const stage = guardedStage();
const URL_ = `${BASE}/embeddings`;
const NOTE = 'SSN: 078-05-1120 is on file.';

/** A guarded fetch whose calls people must approve, and what its application is told meanwhile. */
function waiting(options: Parameters<typeof stage.guarded>[0] = {}) {
  stage.companion.reviews.needed = () => true;
  const told: PendingReview[] = [];
  const guarded = stage.guarded({ onReviewPending: (review) => told.push(review), ...options });
  return { guarded, told, call: (init = embedding(NOTE)) => guarded(URL_, init) };
}

/** The first review, once its caller waits for it. */
async function asked(told: readonly PendingReview[]): Promise<PendingReview> {
  await vi.waitFor(() => expect(told.length).toBeGreaterThan(0), PATIENCE);
  return told[0] as PendingReview;
}

const looks = () => stage.companion.controls.filter(({ path }) => path.startsWith('/v1/reviews/'));
const proofs = () => stage.companion.calls.map(({ headers }) => Object(parseProof(String(headers.dpop))));

describe('a call that people must approve', () => {
  it('waits, and then sends the very same bytes with a new proof and a new salt', async () => {
    const { call, told, guarded } = waiting();
    const reply = call();
    const review = await asked(told);
    expect(stage.companion.calls).toHaveLength(1);
    stage.companion.reviews.decide(review.id, 'approve');
    expect((await reply).status).toBe(200);
    const [first, second, ...others] = stage.companion.calls;
    expect(others).toEqual([]);
    expect(second?.body).toEqual(first?.body);
    expect(second?.body.toString()).toContain('[SSN]');
    expect(first?.headers).not.toHaveProperty('sallyport-review');
    expect(first?.headers.prefer).toBe('respond-async');
    expect(second?.headers['sallyport-review']).toBe(review.id);
    expect(second?.headers['sallyport-salt']).not.toBe(first?.headers['sallyport-salt']);
    expect(second?.headers['sallyport-correlation']).toBe(first?.headers['sallyport-correlation']);
    expect(new Set(proofs().flatMap(({ jti, intent }) => [jti, intent.commitment])).size).toBe(4);
    expect(stage.companion.reviews.all).toMatchObject([{ id: review.id, state: 'used' }]);
    expect(stage.companion.refusals).toEqual(['review_required']);
    await guarded.flush();
    const [outcome, ...more] = outcomesOf(stage.companion);
    expect(more).toEqual([]);
    expect(outcome).toMatchObject({ status_id: 1, api: { response: { code: 200 } } });
    expect(JSON.stringify(outcome)).toContain(proofs()[1].jti);
    expect(JSON.stringify(outcome)).not.toContain(proofs()[0].jti);
  });

  it('is looked after by long polls under the grant, and told about once for each change', async () => {
    stage.companion.reviews.quorum = 2;
    const { call, told } = waiting();
    const reply = call();
    const { id } = await asked(told);
    await vi.waitFor(() => expect(looks()).toHaveLength(2), PATIENCE);
    stage.companion.reviews.decide(id, 'approve');
    await vi.waitFor(() => expect(told).toHaveLength(2), PATIENCE);
    stage.companion.reviews.decide(id, 'approve');
    expect((await reply).status).toBe(200);
    expect(told).toMatchObject([
      { state: 'pending', approvals: { given: 0, quorum: 2 }, url: `${stage.companion.url}/reviews/${id}` },
      { state: 'pending', approvals: { given: 1, quorum: 2 }, connection: 'openai', operation: 'embeddings.create' },
      {
        state: 'approved',
        expiresAt: Date.parse('2027-01-01T01:00:00Z'),
        correlationId: stage.summaries[0]?.correlationId,
      },
    ]);
    const [first, ...others] = looks().map(({ path }) => path);
    expect([first, ...new Set(others)]).toEqual([`/v1/reviews/${id}`, `/v1/reviews/${id}?wait=25`]);
  });

  it.each([
    ['reject', 'review_rejected'],
    ['expire', 'review_expired'],
  ] as const)('and that they %s fails once, as %s', async (how, code) => {
    const { call, told, guarded } = waiting();
    const reply = call();
    const { id } = await asked(told);
    if (how === 'reject') stage.companion.reviews.decide(id, 'reject');
    else stage.companion.reviews.expire(id);
    const response = await reply;
    expect([response.status, response.headers.get('x-should-retry')]).toEqual([403, 'false']);
    expect(response.headers.get('sallyport-review')).toBe(id);
    const state = { reject: 'rejected', expire: 'expired' }[how];
    expect(await response.json()).toMatchObject({ code, review: { id, state, url: expect.stringContaining(id) } });
    expect(stage.companion.calls).toHaveLength(1);
    await guarded.flush();
    expect(outcomesOf(stage.companion)).toMatchObject([
      { status_id: 2, api: { response: { code: 403, error: code } } },
    ]);
  });

  it('may be taken back by its application', async () => {
    const { call, told } = waiting();
    const reply = call();
    await (await asked(told)).cancel();
    expect(await codeOf(await reply)).toBe('review_cancelled');
    await expect(told[0]?.cancel()).rejects.toMatchObject({ code: 'review_conflict' });
  });

  it('may go on without a reviewer, for a reason', async () => {
    const { call, told } = waiting();
    const reply = call();
    const order = { reason: 'emergency_care', justification: 'The patient is unconscious.' } as const;
    await (await asked(told)).breakGlass(order);
    expect((await reply).status).toBe(200);
    expect(stage.companion.reviews.orders).toEqual([order]);
  });

  it('does not care what its application throws', async () => {
    for (const onReviewPending of [
      () => {
        throw new Error('not my day');
      },
      () => Promise.reject(new Error('not my day')),
    ]) {
      const { call } = waiting({ onReviewPending });
      const reply = call();
      const at = stage.companion.reviews.all.length;
      await vi.waitFor(() => expect(stage.companion.reviews.all.length).toBe(at + 1), PATIENCE);
      stage.companion.reviews.decide(stage.companion.reviews.all[at]?.id ?? '', 'approve');
      expect((await reply).status).toBe(200);
    }
  });

  it('ends at once when its caller goes away, and another attempt finds the same review', async () => {
    const { call, told } = waiting();
    const [controller, reason] = [new AbortController(), new Error('changed my mind')];
    const reply = call(embedding(NOTE, { signal: controller.signal }));
    const { id } = await asked(told);
    await vi.waitFor(() => expect(looks()).toHaveLength(2), PATIENCE);
    controller.abort(reason);
    await expect(reply).rejects.toBe(reason);
    await vi.waitFor(() => expect(stage.summaries).toMatchObject([{ error: 'cancelled', status: 403 }]), PATIENCE);
    const again = call();
    await vi.waitFor(() => expect(told).toHaveLength(2), PATIENCE);
    stage.companion.reviews.decide(id, 'approve');
    expect((await again).status).toBe(200);
    expect(stage.companion.reviews.all).toHaveLength(1);
  });

  it('that was approved meanwhile does not wait when it comes again', async () => {
    const { call } = waiting({ reviewTimeoutMs: 0 });
    await call();
    stage.companion.reviews.decide(stage.companion.reviews.all[0]?.id ?? '', 'approve');
    expect((await call()).status).toBe(200);
    expect(looks()).toEqual([]);
  });

  it('waits no longer than it may', async () => {
    const { call } = waiting({ reviewTimeoutMs: 50 });
    const response = await call();
    expect([response.status, response.headers.get('x-should-retry')]).toEqual([403, 'false']);
    const { id } = stage.companion.reviews.all[0] ?? {};
    expect(await response.json()).toMatchObject({ code: 'review_timeout', review: { id, state: 'pending' } });
    expect(stage.companion.reviews.all).toMatchObject([{ state: 'pending' }]);
  });

  it('does not wait at all where that is said, and says for which review', async () => {
    const { call, told } = waiting({ reviewTimeoutMs: 0 });
    const response = await call();
    const { id } = stage.companion.reviews.all[0] ?? {};
    expect([response.status, response.headers.get('sallyport-review')]).toEqual([403, id]);
    const url = `${stage.companion.url}/reviews/${id}`;
    expect(await response.json()).toMatchObject({ code: 'review_required', review: { id, url, state: 'pending' } });
    expect(stage.companion.calls[0]?.headers.prefer).toBe('respond-async');
    expect([told, looks()]).toEqual([[], []]);
  });

  it('survives that the companion is away for a while, and that its grant was taken from it', async () => {
    const { call, told } = waiting();
    const reply = call();
    const { id } = await asked(told);
    await vi.waitFor(() => expect(looks()).toHaveLength(2), PATIENCE);
    await stage.companion.stop();
    stage.companion.reviews.decide(id, 'approve');
    stage.clock.advance(3_600_000);
    await stage.companion.restart();
    expect((await reply).status).toBe(200);
    expect(stage.companion.grants).toHaveLength(2);
    expect(stage.companion.calls).toHaveLength(2);
  });

  it('ends when its guard is closed', async () => {
    const { call, told, guarded } = waiting();
    const reply = call();
    await asked(told);
    await guarded.close(0);
    expect(await codeOf(await reply)).toBe('shutting_down');
    expect(stage.summaries).toMatchObject([{ error: 'shutting_down' }]);
  });

  it('goes on by nobody else’s identity', async () => {
    let subject = 'notes-app';
    stage.companion.identityOf = () => ({ issuer: 'https://idp.example', subject });
    const { call, told } = waiting({
      tokenSource: { getToken: async () => someToken(subject) },
      reviewTimeoutMs: 3_000,
    });
    const reply = call();
    await asked(told);
    subject = 'other-app';
    stage.clock.advance(3_600_000);
    stage.companion.reviews.decide(told[0]?.id ?? '', 'approve');
    expect(['identity_unavailable', 'review_timeout']).toContain(await codeOf(await reply));
    expect(stage.companion.calls).toHaveLength(1);
  });

  it('may be larger than memory holds: its file stays until it is sent', async () => {
    const tempFolder = await mkdtemp(join(tmpdir(), 'sallyport-reviewed-'));
    const { call, told } = waiting({ tempFolder });
    const input = [...Array.from({ length: 1_200 }, () => 'all is well, and so it stays. '.repeat(35)), NOTE];
    const reply = call({ ...embedding(''), body: JSON.stringify({ model: 'm', input }) });
    const { id } = await asked(told);
    stage.companion.reviews.decide(id, 'approve');
    expect((await reply).status).toBe(200);
    const [first, second] = stage.companion.calls;
    expect(first?.body.length).toBeGreaterThan(1_048_576);
    expect(second?.body.equals(first?.body ?? Buffer.alloc(0))).toBe(true);
    expect(second?.body.includes('078-05-1120')).toBe(false);
    expect(stage.companion.refusals).toEqual(['review_required']);
    await expect(readdir(tempFolder)).resolves.toEqual([]);
    await rm(tempFolder, { recursive: true });
  });

  it('may be answered by a stream', async () => {
    const { guarded, told } = waiting();
    const chunk = { id: 'c', object: 'chat.completion.chunk', choices: [{ index: 0, delta: { content: 'Rest.' } }] };
    stage.companion.answer = () => ({
      headers: { 'content-type': 'text/event-stream' },
      body: `data: ${JSON.stringify(chunk)}\n\ndata: [DONE]\n\n`,
    });
    const body = JSON.stringify({ model: 'm', stream: true, messages: [{ role: 'user', content: NOTE }] });
    const reply = guarded(`${BASE}/chat/completions`, { ...embedding(''), body });
    stage.companion.reviews.decide((await asked(told)).id, 'approve');
    const response = await reply;
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/event-stream']);
    expect(await response.text()).toContain('Rest.');
    expect(stage.summaries).toMatchObject([{ status: 200, operation: 'chat.completions.create' }]);
  });

  it('may have to be approved once more, and for one review comes back once', async () => {
    const { call, told } = waiting();
    stage.companion.reviews.reask = 1;
    const reply = call();
    stage.companion.reviews.decide((await asked(told)).id, 'approve');
    await vi.waitFor(() => expect(told.at(-1)?.id).not.toBe(told[0]?.id), PATIENCE);
    stage.companion.reviews.decide(told.at(-1)?.id ?? '', 'approve');
    expect((await reply).status).toBe(200);
    expect(stage.companion.calls.map(({ headers }) => headers['sallyport-review'])).toEqual([
      undefined,
      told[0]?.id,
      told.at(-1)?.id,
    ]);
  });
});

describe('a refusal that names a review', () => {
  const ID = '00000000-0000-4000-8000-00000000000a';
  const review = { id: ID, url: 'https://sallyport.example/reviews/x', state: 'pending' };
  const refusal = (more: object, header = ID) => ({
    status: 403,
    refused: true,
    headers: { 'content-type': 'application/problem+json', 'sallyport-review': header, 'x-should-retry': 'false' },
    body: JSON.stringify({ code: 'review_required', review, ...more }),
  });

  it.each<[string, object, string]>([
    ['of another code', { code: 'policy_denied' }, ID],
    ['without a review', { review: undefined }, ID],
    ['whose id is a path', { review: { ...review, id: '../../admin' } }, '../../admin'],
    ['whose id is not that of the header', {}, '00000000-0000-4000-8000-00000000000b'],
    ['whose page is a script', { review: { ...review, url: 'javascript:alert(1)' } }, ID],
    ['whose state there is not', { review: { ...review, state: 'maybe' } }, ID],
  ])('%s is given back as it is', async (_, more, header) => {
    stage.companion.answer = () => refusal(more, header);
    const response = await stage.guarded()(URL_, embedding(NOTE));
    expect(response.status).toBe(403);
    expect(stage.companion.calls).toHaveLength(1);
    expect(looks()).toEqual([]);
  });

  it('is given back when it comes again for a review that was approved', async () => {
    stage.companion.answer = () => refusal({});
    const view = {
      ...review,
      expires_at: '2027-01-01T01:00:00Z',
      approvals: { given: 1, quorum: 1 },
      state: 'approved',
    };
    stage.companion.control = ({ path }) =>
      path.startsWith('/v1/reviews/') ? { body: JSON.stringify({ review: view }) } : undefined;
    expect(await codeOf(await stage.guarded()(URL_, embedding(NOTE)))).toBe('review_required');
    expect(stage.companion.calls).toHaveLength(2);
  });

  it.each<[string, StandInAnswer, string]>([
    ['no JSON', { body: 'garbage' }, 'companion_invalid'],
    ['of another review', { body: JSON.stringify({ review: { ...review, id: NOTE } }) }, 'companion_invalid'],
    [
      'without its end',
      { body: JSON.stringify({ review: { ...review, approvals: { given: 0, quorum: 1 } } }) },
      'companion_invalid',
    ],
    ['a redirect', { status: 302, headers: { location: 'https://elsewhere.example/' } }, 'companion_invalid'],
    ['too much', { body: 'x'.repeat(70_000) }, 'companion_invalid'],
    ['a page that is not there', { status: 404, body: 'no' }, 'companion_invalid'],
    ['that nobody knows it', { status: 404, body: '{"code":"review_unknown"}' }, 'review_unknown'],
    ['that the grant was taken back', { status: 401, body: '{"code":"grant_revoked"}' }, 'grant_revoked'],
  ])('ends the call where what is said of it is %s', async (_, answer, code) => {
    stage.companion.answer = () => refusal({});
    stage.companion.control = ({ path }) => (path.startsWith('/v1/reviews/') ? answer : undefined);
    expect(await codeOf(await stage.guarded()(URL_, embedding(NOTE)))).toBe(code);
    expect(stage.companion.calls).toHaveLength(1);
    expect(stage.summaries).toMatchObject([{ error: code }]);
  });
});
