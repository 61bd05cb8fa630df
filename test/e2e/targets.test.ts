import type { ErrorCode } from '@sallyport/core';
import { type Fetch, guardFetch } from '@sallyport/guard';
import { type Provider, startProvider } from '@sallyport/testkit';
import type OpenAI from 'openai';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { EMBEDDING, plainClient } from '../stack/callers.ts';
import { type LedgerWatch, watchLedger } from '../stack/ledger-watch.ts';
import { nativeFailure } from '../stack/native-failure.ts';
import { rawCall } from '../stack/raw-call.ts';
import { type Stack, startStack } from '../stack/start-stack.ts';

const MARKER = 'marker-e40d';
const BASE = 'https://api.openai.com/v1';
const PATH = '/c/openai/v1/embeddings';
const BODY = JSON.stringify(EMBEDDING);

let stack: Stack;
let ledger: LedgerWatch;
let elsewhere: Provider;
let token: string;
let guarded: Fetch;
let headers: Readonly<Record<string, string>>;
beforeAll(async () => {
  [stack, elsewhere] = await Promise.all([startStack(), startProvider()]);
  token = await stack.identityProvider.issueToken({ expiresIn: 3000 });
  headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  guarded = guardFetch(fetch, { ...stack.settings, baseUrl: BASE });
  await guarded(`${BASE}/models`);
  ledger = await watchLedger(stack);
});
afterAll(() => Promise.all([stack.close(), elsewhere.close()]));
beforeEach(() => stack.provider.clear());

/** Nothing of the marker came back, and nothing reached anybody. */
async function expectQuiet(said: string): Promise<void> {
  expect(said + stack.log()).not.toContain(MARKER);
  expect([...stack.provider.requests, ...elsewhere.requests]).toEqual([]);
}

const TARGETS: readonly (readonly [string, ErrorCode, number])[] = [
  [`/c/${MARKER}/v1/embeddings`, 'connection_unknown', 403],
  ['/c/constructor/v1/embeddings', 'connection_unknown', 403],
  ['/c/OPENAI/v1/embeddings', 'path_invalid', 400],
  ['/c/openai', 'path_invalid', 400],
  ['/c/openai/', 'path_invalid', 400],
  ['/c/openai/v1/', 'path_invalid', 400],
  [`${PATH}/`, 'path_invalid', 400],
  ['/c/openai//v1/embeddings', 'path_invalid', 400],
  [`/c/openai/v1/../${MARKER}`, 'path_invalid', 400],
  ['/c/openai/v1/./embeddings', 'path_invalid', 400],
  ['/c/openai/v1/files/../embeddings', 'path_invalid', 400],
  ['/c/openai/v1/%2e%2e/embeddings', 'path_invalid', 400],
  ['/c/openai/v1/%2E/embeddings', 'path_invalid', 400],
  ['/c/openai/v1/embedding%73', 'path_invalid', 400],
  ['/c/openai/v1/%65mbeddings', 'path_invalid', 400],
  ['/c/openai/v1/%00', 'path_invalid', 400],
  ['/c/openai/v1\\embeddings', 'path_invalid', 400],
  ['/c/openai/v1/embeddings;x', 'path_invalid', 400],
  [`${PATH}#${MARKER}`, 'path_invalid', 400],
  [`/c/openai/v1/${'a'.repeat(600)}`, 'path_invalid', 400],
  ['/c/other/../openai/v1/embeddings', 'path_invalid', 400],
  [`http://${MARKER}.example${PATH}`, 'path_invalid', 400],
  [`https://api.openai.com/v1/embeddings`, 'path_invalid', 400],
  ['*', 'path_invalid', 400],
  [`/c/openai/v1/${MARKER}`, 'operation_unknown', 403],
  ['/c/openai/v1/holograms', 'operation_unknown', 403],
  ['/c/openai/v1/v1/embeddings', 'operation_unknown', 403],
  ['/c/openai/v1/EMBEDDINGS', 'operation_unknown', 403],
  [`${PATH}?api-key=${MARKER}`, 'token_in_url', 400],
  [`${PATH}?${MARKER}`, 'query_not_allowed', 400],
];

describe('a request target', () => {
  it.each(TARGETS)('%s is refused as %s', async (path, code, status) => {
    const answer = await rawCall(stack.companion.url, { path, headers, body: BODY });
    expect([answer.status, JSON.parse(answer.body)]).toMatchObject([status, { code, error: { code } }]);
    expect(answer.headers['content-type']).toBe('application/problem+json');
    await expectQuiet(answer.body + JSON.stringify(answer.headers));
    const events = await ledger.events();
    expect(events.map(({ api }) => api.response?.error)).toEqual([code]);
    expect(JSON.stringify(events)).not.toContain(MARKER);
  });

  it.each(['/', '/v1/embeddings', '/C/openai/v1/embeddings', `//c/openai/${MARKER}`, '/c', '/healthz/', '/readyz?x'])(
    '%s leads nowhere',
    async (path) => {
      const { status, body } = await rawCall(stack.companion.url, { path, headers, body: BODY });
      expect([status, JSON.parse(body)]).toMatchObject([404, { code: 'route_unknown' }]);
      await expectQuiet(body);
    },
  );
});

describe('a method', () => {
  it.each(['GET', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'QUERY'])('%s is not POST', async (method) => {
    const tricks = { ...headers, 'x-http-method-override': 'POST', 'x-method-override': 'POST' };
    const { status, body } = await rawCall(stack.companion.url, { method, path: PATH, headers: tricks });
    expect([status, JSON.parse(body)]).toMatchObject([403, { code: 'operation_unknown' }]);
    expect(await ledger.lines()).toEqual(['auth.failed operation_unknown']);
    await expectQuiet(body);
  });

  it('HEAD is refused without a body', async () => {
    const answer = await rawCall(stack.companion.url, { method: 'HEAD', path: PATH, headers });
    expect([answer.status, answer.body]).toEqual([403, '']);
    expect(await ledger.lines()).toEqual(['auth.failed operation_unknown']);
  });

  it('that Fastify does not know leads nowhere', async () => {
    const { status, body } = await rawCall(stack.companion.url, { method: 'PROPFIND', path: PATH, headers });
    expect([status, JSON.parse(body)]).toMatchObject([404, { code: 'route_unknown' }]);
  });
});

const ELSEWHERE: readonly (readonly [string, (client: OpenAI) => PromiseLike<unknown>, ErrorCode])[] = [
  [
    'an absolute URL',
    (client) => client.post(`${elsewhere.url}/embeddings`, { body: EMBEDDING }),
    'origin_not_allowed',
  ],
  ['an absolute URL by GET', (client) => client.get(`${elsewhere.url}/models?${MARKER}`), 'origin_not_allowed'],
  ['a path above the base', (client) => client.post('/../../embeddings', { body: EMBEDDING }), 'origin_not_allowed'],
  ['an escaped path', (client) => client.post('/%65mbeddings', { body: EMBEDDING }), 'path_invalid'],
  [
    'an unknown query',
    (client) => client.post('/embeddings', { body: EMBEDDING, query: { [MARKER]: MARKER } }),
    'query_not_allowed',
  ],
  ['realtime', (client) => client.realtime.clientSecrets.create({}), 'operation_realtime'],
  ['what nobody knows', (client) => client.post('/holograms', { body: { input: MARKER } }), 'operation_unknown'],
];

describe('a guarded client', () => {
  it.each(ELSEWHERE)('that is aimed at %s sends nothing', async (_, call, code) => {
    const { type, said, ...failure } = await nativeFailure(call(stack.client()));
    expect(failure.code).toBe(code);
    expect(type).toBe(failure.status === 403 ? 'PermissionDeniedError' : 'BadRequestError');
    await expectQuiet(said.replaceAll(/^.*requestOptions.*$/gm, ''));
    expect(await ledger.lines()).toEqual([]);
  });

  it.each([
    `${BASE}/%2e%2e/v1/embeddings`,
    `${BASE}/./embeddings`,
    `${BASE}//embeddings`,
    `${BASE}\\embeddings`,
    `https://api.openai.com@${MARKER}.example/v1/embeddings`,
    `https://${MARKER}@api.openai.com/v1/embeddings`,
    'http://api.openai.com/v1/embeddings',
    'https://api.openai.com:444/v1/embeddings',
    'https://api.openai.com/v10/embeddings',
    `data:,${MARKER}`,
  ])('refuses %s', async (url) => {
    const answer = await guarded(url, { method: 'POST', headers, body: BODY });
    const body = await answer.text();
    expect(JSON.parse(body).code).toMatch(/^(?:origin_not_allowed|path_invalid)$/);
    await expectQuiet(body);
    expect(await ledger.lines()).toEqual([]);
  });
});

describe('a redirect', () => {
  it.each([301, 302, 303, 307, 308])('%s of the provider is never followed', async (status) => {
    const clients = [stack.client(), plainClient(stack, token)];
    stack.provider.fail(
      { kind: 'status', status, headers: { location: `${elsewhere.url}/${MARKER}` } },
      clients.length,
    );
    for (const client of clients) {
      const { said, ...failure } = await nativeFailure(client.embeddings.create(EMBEDDING));
      expect(failure).toEqual({ type: 'InternalServerError', status: 502, code: 'upstream_redirected' });
      expect(said).not.toContain(MARKER);
    }
    expect(elsewhere.requests).toEqual([]);
    const session = ['session.intent', 'session.outcome upstream_redirected'];
    expect(await ledger.lines()).toEqual(['grant.issued', ...session, ...session]);
  });
});
