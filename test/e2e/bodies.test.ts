import { ERROR_CATALOGUE, type ErrorCode } from '@sallyport/core';
import { type Fetch, guardFetch } from '@sallyport/guard';
import type OpenAI from 'openai';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { EMBEDDING, plainClient } from '../stack/callers.ts';
import { type LedgerWatch, watchLedger } from '../stack/ledger-watch.ts';
import { nativeFailure } from '../stack/native-failure.ts';
import { rawCall } from '../stack/raw-call.ts';
import { type Stack, startStack } from '../stack/start-stack.ts';
import { type BodyCase, JSON_TYPE, LIMIT, MARKER, REFUSED_BODIES, sized } from './refused-bodies.ts';

let stack: Stack;
let ledger: LedgerWatch;
let token: string;
let guarded: Fetch;
beforeAll(async () => {
  stack = await startStack({ limits: `{ bodyBytes: ${LIMIT} }` });
  token = await stack.identityProvider.issueToken({ expiresIn: 3000 });
  const baseUrl = 'https://api.openai.com/v1';
  guarded = guardFetch(fetch, { ...stack.settings, baseUrl, maxBodyBytes: LIMIT });
  await guarded(`${baseUrl}/models`);
  ledger = await watchLedger(stack);
});
afterAll(() => stack.close());
beforeEach(() => stack.provider.clear());

async function atOuterDoor({ body, headers = JSON_TYPE, to = '/embeddings' }: BodyCase) {
  const path = `/c/openai/v1${to}`;
  const authorization = `Bearer ${token}`;
  const call = { path, headers: { authorization, ...headers }, ...(body === undefined ? {} : { body }) };
  return rawCall(stack.companion.url, call);
}

async function atInnerDoor({ body, headers = JSON_TYPE, to = '/embeddings' }: BodyCase) {
  const stream = Array.isArray(body) ? new Blob(body as Uint8Array<ArrayBuffer>[]).stream() : body;
  const init = { method: 'POST', headers, body: (stream as BodyInit | undefined) ?? null, duplex: 'half' };
  const answer = await guarded(`https://api.openai.com/v1${to}`, init);
  return { status: answer.status, headers: Object.fromEntries(answer.headers), body: await answer.text() };
}

describe.each([
  ['outer', atOuterDoor, (code: string) => [`session.denied ${code}`]],
  ['inner', atInnerDoor, () => []],
] as const)('at the %s door a body', (_, send, evidence) => {
  it.each(REFUSED_BODIES)('%s is refused', async (_, body, code) => {
    const answer = await send(body);
    expect(answer.status).toBe(ERROR_CATALOGUE[code].status);
    expect(answer.headers).toMatchObject({ 'content-type': 'application/problem+json', 'x-should-retry': 'false' });
    expect(JSON.parse(answer.body)).toMatchObject({ code, error: { code, message: ERROR_CATALOGUE[code].message } });
    expect(answer.body + JSON.stringify(answer.headers) + stack.log()).not.toContain(MARKER);
    expect(stack.provider.requests).toEqual([]);
    const events = await ledger.events();
    expect(events.map(({ metadata, api }) => `${metadata.event_code} ${api.response?.error}`)).toEqual(evidence(code));
    expect(JSON.stringify(events)).not.toContain(MARKER);
  });

  it('of the largest size passes', async () => {
    expect((await send({ body: sized(LIMIT) })).status).toBe(200);
    await ledger.events();
  });
});

describe('a body that an operation does not have', () => {
  it('is refused', async () => {
    const headers = { authorization: `Bearer ${token}`, ...JSON_TYPE };
    const answer = await rawCall(stack.companion.url, {
      method: 'GET',
      path: '/c/openai/v1/models',
      headers,
      body: '{}',
    });
    expect([answer.status, JSON.parse(answer.body)]).toMatchObject([403, { code: 'input_unreadable' }]);
    expect(await ledger.lines()).toEqual(['session.denied input_unreadable']);
  });
});

const content = [{ type: 'image_url' as const, image_url: { url: `https://${MARKER}.example` } }];
const deep = Array(100)
  .fill(0)
  .reduce<object>((inner) => ({ inner }), {});
const NATIVE: readonly (readonly [string, (client: OpenAI) => PromiseLike<unknown>, string, ErrorCode])[] = [
  [
    'over the limit',
    (client) => client.embeddings.create({ ...EMBEDDING, input: MARKER.repeat(200_000) }),
    'APIError',
    'body_too_large',
  ],
  [
    'of token ids no one knows',
    (client) => client.embeddings.create({ ...EMBEDDING, input: [999_999] }),
    'PermissionDeniedError',
    'input_unreadable',
  ],
  [
    'with a picture',
    (client) => client.chat.completions.create({ model: 'gpt-4o', messages: [{ role: 'user', content }] }),
    'PermissionDeniedError',
    'input_unreadable',
  ],
  [
    'with half a surrogate pair',
    (client) => client.embeddings.create({ ...EMBEDDING, input: `${MARKER} \ud83d` }),
    'BadRequestError',
    'body_lone_surrogate',
  ],
  [
    'nested too deeply',
    (client) => client.post('/embeddings', { body: { ...EMBEDDING, [MARKER]: deep } }),
    'BadRequestError',
    'body_too_deep',
  ],
];

describe.each([
  ['an unguarded', () => plainClient(stack, token), 1],
  ['a guarded', () => stack.client(), 0],
] as const)('through %s client a body', (_, makeClient, denied) => {
  it.each(NATIVE)('%s raises the client’s own error', async (_, call, type, code) => {
    const { said, ...failure } = await nativeFailure(call(makeClient()));
    expect(failure).toEqual({ type, status: ERROR_CATALOGUE[code].status, code });
    expect(said + stack.log()).not.toContain(MARKER);
    const lines = (await ledger.lines()).filter((line) => line !== 'grant.issued');
    expect(lines).toEqual(Array(denied).fill(`session.denied ${code}`));
  });
});
