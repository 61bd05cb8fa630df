import type { Fault } from '@sallyport/testkit';
import type OpenAI from 'openai';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { EMBEDDING, plainClient } from '../stack/callers.ts';
import { type LedgerWatch, watchLedger } from '../stack/ledger-watch.ts';
import { nativeFailure } from '../stack/native-failure.ts';
import { rawCall } from '../stack/raw-call.ts';
import { type Stack, startStack } from '../stack/start-stack.ts';

const MARKER = 'marker-b82c';
const PATIENT = 'Patient: Maria Delgado, SSN 078-05-1120';

let stack: Stack;
let ledger: LedgerWatch;
let token: string;
beforeAll(async () => {
  stack = await startStack({ limits: '{ upstreamTimeoutMs: 1500, responseBytes: 200000 }' });
  token = await stack.identityProvider.issueToken({ expiresIn: 3000 });
  await stack.client().models.list();
  ledger = await watchLedger(stack);
});
afterAll(() => stack.close());
beforeEach(() => stack.provider.clear());

const clients = (): readonly OpenAI[] => [plainClient(stack, token), stack.client()];
const linesOf = async (): Promise<readonly string[]> =>
  (await ledger.lines()).filter((line) => line !== 'grant.issued');
const sessions = (end: string): readonly string[] =>
  Array(2)
    .fill(['session.intent', `session.outcome ${end}`])
    .flat();
const saying = (status: number, message: string, headers = {}): Fault => ({
  kind: 'status',
  status,
  headers,
  body: JSON.stringify({ error: { message, type: 'invalid_request_error', param: null, code: 'bad_input' } }),
});

const FAULTS: readonly (readonly [string, Fault, number, string])[] = [
  ['resets', { kind: 'reset' }, 502, 'upstream_unreachable'],
  ['hangs', { kind: 'hang' }, 504, 'upstream_timeout'],
  ['is slow', { kind: 'slow', ms: 4_000 }, 504, 'upstream_timeout'],
  ['gives no JSON', { kind: 'invalid-json' }, 502, 'upstream_invalid'],
  ['gives half an answer', { kind: 'truncated' }, 502, 'upstream_invalid'],
  ['gives a huge answer', { kind: 'huge', bytes: 4_000_000 }, 502, 'upstream_too_large'],
  [
    'gives another type',
    { kind: 'status', status: 200, body: MARKER, headers: { 'content-type': 'text/html' } },
    502,
    'upstream_invalid',
  ],
  [
    'compresses unasked',
    { kind: 'status', status: 200, body: MARKER, headers: { 'content-encoding': 'gzip' } },
    502,
    'upstream_invalid',
  ],
  ['gives nothing', { kind: 'status', status: 200, body: '' }, 502, 'upstream_invalid'],
  ['gives no content', { kind: 'status', status: 204, body: '' }, 502, 'upstream_invalid'],
  ['gives another document', { kind: 'status', status: 200, body: `["${MARKER}"]` }, 502, 'upstream_invalid'],
  ['refuses the key', saying(401, `Incorrect API key provided: sk-${MARKER}.`), 502, 'upstream_credential'],
  ['forbids', saying(403, MARKER), 502, 'upstream_credential'],
];

describe('a provider that', () => {
  it.each(FAULTS)('%s fails the call, and its words go nowhere', async (_, fault, status, code) => {
    stack.provider.fail(fault, 2);
    for (const client of clients()) {
      const { said, ...failure } = await nativeFailure(client.embeddings.create(EMBEDDING));
      expect(failure).toEqual({ type: 'InternalServerError', status, code });
      expect(said + stack.log()).not.toMatch(new RegExp(`${MARKER}|${stack.provider.key}`));
    }
    expect(await linesOf()).toEqual(sessions(code));
  });
});

const STATUSES: readonly (readonly [number, string])[] = [
  [400, 'BadRequestError'],
  [404, 'NotFoundError'],
  [409, 'ConflictError'],
  [422, 'UnprocessableEntityError'],
  [429, 'RateLimitError'],
  [500, 'InternalServerError'],
  [503, 'InternalServerError'],
];

describe('a provider’s own error', () => {
  it.each(STATUSES)('%i keeps its status, its code and its words, masked', async (status, type) => {
    stack.provider.fail(saying(status, `Cannot embed "${PATIENT}".`, { 'retry-after': '7', 'x-secret': MARKER }), 2);
    for (const client of clients()) {
      const { said, ...failure } = await nativeFailure(client.embeddings.create(EMBEDDING));
      expect(failure).toEqual({ type, status, code: 'bad_input' });
      expect(said).toContain('Cannot embed "Patient: [NAME], SSN [SSN]"');
      expect(said).not.toMatch(new RegExp(`Delgado|078-05|${MARKER}`));
    }
    expect(await linesOf()).toEqual(sessions(String(status)));
  });

  it('keeps retry-after and loses every header nobody listed', async () => {
    const headers = {
      'retry-after': '7',
      'x-secret': MARKER,
      'set-cookie': MARKER,
      'x-ratelimit-limit-requests': '60',
    };
    stack.provider.fail(saying(429, 'Slow down.', headers));
    const answer = await rawCall(stack.companion.url, {
      path: '/c/openai/v1/embeddings',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify(EMBEDDING),
    });
    expect(answer).toMatchObject({ status: 429, headers: { 'retry-after': '7', 'x-ratelimit-limit-requests': '60' } });
    expect(JSON.stringify(answer)).not.toContain(MARKER);
    expect(await linesOf()).toEqual(sessions('429').slice(0, 2));
  });

  it.each([
    ['a page', `<p>${PATIENT}</p>`],
    ['nothing', ''],
    ['JSON with a key twice', `{"error":"${PATIENT}","error":1}`],
  ])('that is %s keeps its status and loses its words', async (_, body) => {
    stack.provider.fail({ kind: 'status', status: 502, body }, 2);
    for (const client of clients()) {
      const { said, ...failure } = await nativeFailure(client.embeddings.create(EMBEDDING));
      expect(failure).toEqual({ type: 'InternalServerError', status: 502, code: 'upstream_failed' });
      expect(said).not.toMatch(/Delgado|078-05/);
    }
    expect(await linesOf()).toEqual(sessions('502'));
  });
});

describe('a client that tries again', () => {
  it('gets through after a rate limit, and each attempt is a session', async () => {
    stack.provider.fail(saying(429, 'Slow down.', { 'retry-after-ms': '5' }));
    const { data } = await stack.client().withOptions({ maxRetries: 1 }).embeddings.create(EMBEDDING);
    expect(data).toHaveLength(1);
    expect(await linesOf()).toEqual(['session.intent', 'session.outcome 429', 'session.intent', 'session.outcome 200']);
  });

  it('is told not to, where it would not help', async () => {
    stack.provider.fail({ kind: 'invalid-json' }, 2);
    for (const client of clients()) {
      const failure = await nativeFailure(client.withOptions({ maxRetries: 3 }).embeddings.create(EMBEDDING));
      expect(failure.code).toBe('upstream_invalid');
    }
    expect(stack.provider.requests).toHaveLength(2);
    expect(await linesOf()).toEqual(sessions('upstream_invalid'));
  });
});

describe('a provider that is down', () => {
  it('fails the call', async () => {
    await stack.provider.close();
    for (const client of clients()) {
      const { said, ...failure } = await nativeFailure(client.embeddings.create(EMBEDDING));
      expect(failure).toEqual({ type: 'InternalServerError', status: 502, code: 'upstream_unreachable' });
      expect(said).not.toContain(new URL(stack.provider.url).port);
    }
    expect(await linesOf()).toEqual(sessions('upstream_unreachable'));
  });
});
