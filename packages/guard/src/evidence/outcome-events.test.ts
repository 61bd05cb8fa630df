import { createHmac } from 'node:crypto';
import { CLIENT_EVENT_KINDS } from '@sallyport/core';
import { parseProof } from '@sallyport/ledger';
import { findSentinels, makeSentinels } from '@sallyport/testkit';
import { describe, expect, it } from 'vitest';
import { BASE, codeOf, embedding, guardedStage } from '../guarded-stage.test-support.ts';
import { eventsOf, outcomesOf } from '../outcomes.test-support.ts';
import { PATIENCE } from '../patience.test-support.ts';

const stage = guardedStage();
const URL_ = `${BASE}/embeddings`;
const NOTE = 'SSN: 078-05-1120 is on file.';
const ACTOR = {
  user: { uid: 'notes-app' },
  idp: { uid: 'https://idp.example', issuer: 'https://idp.example' },
};

describe('the outcome of a call', () => {
  it('is an event: what was found, done, sent and received, in which session, for which intent', async () => {
    const body = JSON.stringify({ object: 'list', data: [], remark: NOTE });
    stage.companion.answer = () => ({ body });
    const guarded = stage.guarded();
    await guarded(URL_, embedding(NOTE));
    expect(await guarded.flush()).toBe(true);
    const [call] = stage.companion.calls;
    const [summary] = stage.summaries;
    const proof = parseProof(String(call?.headers.dpop));
    if (typeof proof === 'string') expect.unreachable(proof);
    const salt = Buffer.from(String(call?.headers['sallyport-salt']), 'base64url');
    expect(eventsOf(stage.companion)).toEqual([
      expect.objectContaining({
        time: stage.clock.now(),
        severity_id: 1,
        status_id: 1,
        metadata: expect.objectContaining({ event_code: 'client.outcome', correlation_uid: summary?.correlationId }),
        actor: ACTOR,
        api: {
          operation: 'embeddings.create',
          service: { name: 'openai' },
          request: { uid: summary?.session },
          response: { code: 200 },
        },
        unmapped: {
          found: { SSN: 1 },
          applied: { SSN: { redact: 1 } },
          masked: { SSN: 1 },
          clientIntent: { kid: expect.stringMatching(/^[\w-]{43}$/), id: proof.jti },
          bytesOut: call?.body.length,
          bytesBack: body.length,
          commitments: {
            request: proof.intent?.commitment,
            reply: createHmac('sha256', salt).update(body).digest('base64url'),
          },
        },
      }),
    ]);
  });

  it.each<[string, () => void, object]>([
    [
      'the provider failed',
      () => {
        stage.companion.answer = () => ({ status: 429, body: '{}' });
      },
      { status_id: 2, severity_id: 2, api: { response: { code: 429 } } },
    ],
    [
      'the companion hung up',
      () => {
        stage.companion.answer = () => 'hang';
        setTimeout(() => void stage.companion.stop(), 50);
      },
      { status_id: 2, api: { response: { error: 'companion_unreachable' } }, unmapped: { bytesOut: 50 } },
    ],
    [
      'the answer could not be read',
      () => {
        stage.companion.answer = () => ({ body: `<p>${NOTE}</p>` });
      },
      { api: { response: { code: 200, error: 'upstream_invalid' }, request: { uid: expect.any(String) } } },
    ],
    [
      'the answer was a redirect',
      () => {
        stage.companion.answer = () => ({ status: 302, headers: { location: 'https://elsewhere.example' } });
      },
      { api: { response: { error: 'companion_invalid' } }, unmapped: { clientIntent: { id: expect.any(String) } } },
    ],
  ])('says so when %s', async (_, prepare, expected) => {
    const guarded = stage.guarded();
    await guarded(`${BASE}/models`);
    prepare();
    await guarded(URL_, embedding('fever'));
    await stage.companion.stop();
    await stage.companion.restart();
    await expect.poll(() => guarded.flush(), PATIENCE).toBe(true);
    expect(outcomesOf(stage.companion).at(-1)).toMatchObject(expected);
  });

  it('says so when the caller went away', async () => {
    const controller = new AbortController();
    stage.companion.answer = () => {
      controller.abort();
      return 'hang';
    };
    const guarded = stage.guarded();
    await guarded(URL_, embedding('x', { signal: controller.signal })).catch(() => undefined);
    await guarded.flush();
    const [event] = outcomesOf(stage.companion);
    expect(event).toMatchObject({ api: { response: { error: 'cancelled' } }, unmapped: { bytesOut: 46 } });
    expect(event?.unmapped.commitments).not.toHaveProperty('reply');
  });

  it('is in the spool before the reply is given', async () => {
    const guarded = stage.guarded();
    await guarded(`${BASE}/models`);
    await guarded.flush();
    const before = stage.companion.events.length;
    await guarded(URL_, embedding('x'));
    await stage.companion.stop();
    expect(await guarded.flush()).toBe(false);
    await stage.companion.restart();
    await expect.poll(() => guarded.flush(), PATIENCE).toBe(true);
    expect(stage.companion.events).toHaveLength(before + 1);
  });
});

describe('a refusal at the inner door', () => {
  it('is an event without an intent', async () => {
    const guarded = stage.guarded();
    await guarded(`${BASE}/models`);
    expect(await codeOf(await guarded(URL_, embedding('x', { headers: { 'content-type': 'text/html' } })))).toBe(
      'content_type_unsupported',
    );
    const named = JSON.stringify({ model: 'ssn-078-05-1120', input: 'x' });
    expect(await codeOf(await guarded(URL_, embedding('', { body: named })))).toBe('phi_in_structure');
    expect(await codeOf(await guarded(`${BASE}/holograms`, embedding(NOTE)))).toBe('operation_unknown');
    expect(await codeOf(await guarded('https://elsewhere.example', embedding(NOTE)))).toBe('origin_not_allowed');
    await guarded.flush();
    const events = outcomesOf(stage.companion).slice(1);
    expect(events.map(({ api }) => api.response)).toEqual([
      { error: 'content_type_unsupported' },
      { error: 'phi_in_structure' },
      { error: 'operation_unknown' },
      { error: 'origin_not_allowed' },
    ]);
    expect(stage.summaries.map(({ error }) => error)).toEqual([
      undefined,
      ...events.map(({ api }) => api.response?.error),
    ]);
    for (const event of events) {
      expect(event).toMatchObject({ status_id: 2, actor: ACTOR, unmapped: {} });
      expect(event.unmapped).not.toHaveProperty('clientIntent');
      expect(event.unmapped).not.toHaveProperty('commitments');
    }
    expect(stage.companion.calls).toHaveLength(1);
  });

  it('before the first grant is no event: nothing has left, and nobody could verify it', async () => {
    const tokenSource = { getToken: () => Promise.reject(new Error('no token today')) };
    const guarded = stage.guarded({ tokenSource });
    expect(await codeOf(await guarded(URL_, embedding(NOTE)))).toBe('identity_unavailable');
    expect(await guarded.flush()).toBe(true);
    expect(stage.companion.events).toEqual([]);
    expect(stage.summaries).toMatchObject([{ error: 'identity_unavailable' }]);
  });

  it('for want of a new grant is an event once there has been one', async () => {
    const guarded = stage.guarded();
    await guarded(URL_, embedding('x'));
    stage.companion.control = ({ path }) =>
      path === '/oauth/token' ? { status: 400, body: '{"code":"identity_not_allowed"}' } : undefined;
    stage.clock.advance(1_000_000);
    expect(await codeOf(await guarded(URL_, embedding('x')))).toBe('identity_not_allowed');
    stage.companion.control = () => undefined;
    await expect.poll(() => guarded.flush(), PATIENCE).toBe(true);
    expect(outcomesOf(stage.companion).map(({ api }) => api.response)).toEqual([
      { code: 200 },
      { error: 'identity_not_allowed' },
    ]);
  });
});

describe('the events of a client', () => {
  it('hold nothing of what was sent or received', async () => {
    const sentinels = makeSentinels();
    const text = sentinels.map(({ sentence }) => sentence).join('\n');
    const guarded = stage.guarded();
    stage.companion.answer = (_, serial) => ({
      body: JSON.stringify({ object: 'list', data: [], remark: text }),
      status: serial === 2 ? 500 : 200,
    });
    for (let call = 0; call < 2; call++) await guarded(URL_, embedding(text));
    await guarded(`${BASE}/holograms?note=${encodeURIComponent(text)}`, embedding(text));
    await guarded(URL_, embedding(text, { headers: { 'content-type': 'application/json', 'x-note': 'x' } }));
    await guarded(URL_, embedding('', { body: text }));
    await guarded(URL_, embedding('', { body: JSON.stringify({ model: text, input: text }) }));
    await guarded(`https://elsewhere.example/${encodeURIComponent(text)}`, embedding(text));
    await guarded.flush();
    const events = eventsOf(stage.companion);
    expect(events).toHaveLength(7);
    const kinds: readonly string[] = CLIENT_EVENT_KINDS;
    expect(events.every(({ metadata }) => kinds.includes(metadata.event_code))).toBe(true);
    expect(findSentinels(Buffer.from(JSON.stringify(events)), sentinels)).toEqual([]);
    expect(findSentinels(Buffer.from(JSON.stringify(stage.summaries)), sentinels)).toEqual([]);
    const proofs = stage.companion.calls.map(({ headers }) => parseProof(String(headers.dpop)));
    expect(findSentinels(Buffer.from(JSON.stringify(proofs)), sentinels)).toEqual([]);
  });
});
