import { generateKeyPairSync } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  EMBEDDING,
  exchangeFields,
  exchangeGrant,
  exchangeHeaders,
  guardedClient,
  postForm,
  provingClient,
} from '../stack/callers.ts';
import { type LedgerWatch, watchLedger } from '../stack/ledger-watch.ts';
import { nativeFailure } from '../stack/native-failure.ts';
import { CLIENT_KEY } from '../stack/proving.ts';
import { rawCall } from '../stack/raw-call.ts';
import { type Stack, startStack } from '../stack/start-stack.ts';

const MARKER = 'marker-51aa';
const FORM = { 'content-type': 'application/x-www-form-urlencoded' };
const TYPES = 'urn:ietf:params:oauth:token-type:';

let stack: Stack;
let ledger: LedgerWatch;
let right: Readonly<Record<string, string>>;
beforeAll(async () => {
  stack = await startStack();
  right = exchangeFields(await stack.identityProvider.issueToken({ claims: { name: MARKER } }));
  ledger = await watchLedger(stack);
});
afterAll(() => stack.close());

const claimsOf = (token: string, part: 0 | 1): unknown =>
  JSON.parse(Buffer.from(token.split('.')[part] ?? '', 'base64url').toString('utf8'));

/** Each spoils the right form: fields to change, where an empty one is left out, or text to add. */
const FORMS: readonly (readonly [string, Readonly<Record<string, string>> | string, string, string])[] = [
  ['another grant type', { grant_type: 'client_credentials' }, 'unsupported_grant_type', 'grant_type_unsupported'],
  ['no grant type', { grant_type: '' }, 'unsupported_grant_type', 'grant_type_unsupported'],
  ['a parameter given twice', '&audience=openai', 'invalid_request', 'request_invalid'],
  ['a parameter given twice with another value', `&audience=${MARKER}`, 'invalid_request', 'request_invalid'],
  ['an unknown parameter', { [MARKER]: MARKER }, 'invalid_request', 'request_invalid'],
  ['an actor token', { actor_token: MARKER }, 'invalid_request', 'request_invalid'],
  ['an unknown audience', { audience: MARKER }, 'invalid_target', 'connection_unknown'],
  ['an audience of the language', { audience: 'constructor' }, 'invalid_target', 'connection_unknown'],
  ['no audience', { audience: '' }, 'invalid_target', 'connection_unknown'],
  ['no subject token', { subject_token: '' }, 'invalid_request', 'request_invalid'],
  ['no type of token', { subject_token_type: '' }, 'invalid_request', 'request_invalid'],
  ['a type of token not taken', { subject_token_type: `${TYPES}refresh_token` }, 'invalid_request', 'request_invalid'],
  [
    'a type of token not given',
    { requested_token_type: `${TYPES}refresh_token` },
    'invalid_request',
    'request_invalid',
  ],
  ['a scope of no operations', { scope: MARKER.toUpperCase() }, 'invalid_scope', 'scope_invalid'],
  ['bytes that are not UTF-8', '&scope=\xff', 'invalid_request', 'request_invalid'],
];

describe('the token endpoint', () => {
  it('answers after RFC 8693 §2.2.1 with a grant after RFC 9068, and is not to be cached', async () => {
    const { status, headers, body } = await postForm(stack, { ...right, scope: 'embeddings.create models.list' });
    expect([status, headers['cache-control']]).toEqual([200, 'no-store']);
    expect(headers['content-type']).toMatch(/^application\/json\b/);
    const { access_token: token, ...rest } = JSON.parse(body) as { access_token: string };
    expect(rest).toEqual({
      issued_token_type: `${TYPES}access_token`,
      token_type: 'DPoP',
      scope: 'embeddings.create models.list',
      expires_in: expect.toSatisfy((seconds: number) => seconds > 0 && seconds <= 300),
    });
    expect(claimsOf(token, 0)).toEqual({ alg: 'ES256', typ: 'at+jwt', kid: expect.any(String) });
    expect(claimsOf(token, 1)).toMatchObject({
      iss: stack.companion.url,
      aud: `${stack.companion.url}/c/openai`,
      sub: 'ada.example',
      subject_issuer: stack.identityProvider.issuer,
      cnf: { jkt: CLIENT_KEY.kid },
      scope: 'embeddings.create models.list',
    });
    expect(body).not.toContain(MARKER);
    expect(await ledger.lines()).toEqual(['grant.issued']);
  });

  it.each(FORMS)('refuses %s', async (_, change, error, code) => {
    const fields = new URLSearchParams(typeof change === 'string' ? right : { ...right, ...change });
    const text = `${fields}${typeof change === 'string' ? change : ''}`;
    const body = Buffer.from(text, 'latin1');
    const answer = await rawCall(stack.companion.url, {
      path: '/oauth/token',
      headers: await exchangeHeaders(stack),
      body,
    });
    expect([answer.status, answer.headers['cache-control']]).toEqual([400, 'no-store']);
    expect(JSON.parse(answer.body)).toEqual({ error, error_description: expect.any(String), code });
    expect(`${answer.body}${JSON.stringify(answer.headers)}${stack.log()}`.toLowerCase()).not.toContain(MARKER);
    expect(await ledger.lines()).toEqual([`auth.failed ${code}`]);
  });

  it.each([
    ['of a known length', (bytes: Buffer) => bytes],
    ['in chunks', (bytes: Buffer) => [bytes.subarray(0, 40_000), bytes.subarray(40_000)]],
  ])('refuses a form over 64 KiB %s', async (_, shape) => {
    const body = shape(Buffer.from(`scope=${'a'.repeat(65_536)}`));
    const answer = await rawCall(stack.companion.url, {
      path: '/oauth/token',
      headers: await exchangeHeaders(stack),
      body,
    });
    expect([answer.status, JSON.parse(answer.body)]).toMatchObject([400, { code: 'body_too_large' }]);
    expect(await ledger.lines()).toEqual(['auth.failed body_too_large']);
  });

  it.each([
    ['GET', '/oauth/token'],
    ['HEAD', '/oauth/token'],
    ['PUT', '/oauth/token'],
    ['DELETE', '/oauth/token'],
    ['POST', '/oauth/token/'],
    ['POST', '/oauth/%74oken'],
    ['POST', `/oauth/token?name=${MARKER}`],
  ])('is not at %s %s', async (method, path) => {
    const { status, body } = await rawCall(stack.companion.url, { method, path, headers: FORM });
    expect(status).toBe(404);
    if (method !== 'HEAD') expect(JSON.parse(body)).toMatchObject({ code: 'route_unknown' });
    expect(body).not.toContain(MARKER);
  });
});

const stranger = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;

describe('a grant', () => {
  const forged = (options: object) => () =>
    stack.identityProvider.issueToken({
      issuer: stack.companion.url,
      audience: `${stack.companion.url}/c/openai`,
      alg: 'ES256',
      key: stranger,
      claims: { subject_issuer: stack.identityProvider.issuer, name: MARKER },
      ...options,
    });
  const cases: readonly (readonly [string, () => Promise<string>, string, number])[] = [
    ['of another connection', () => exchangeGrant(stack, { ...right, audience: 'other' }), 'grant_connection', 403],
    ['of other operations', () => exchangeGrant(stack, { ...right, scope: 'models.list' }), 'grant_scope', 403],
    ['of another companion', forged({ issuer: 'https://other.example' }), 'token_invalid', 401],
    ['signed by a stranger', forged({}), 'token_invalid', 401],
    ['signed by a stranger, expired', forged({ expiresIn: -60 }), 'token_invalid', 401],
    ['signed by the identity provider', forged({ alg: 'ES256', key: undefined }), 'token_invalid', 401],
    ['of another algorithm', forged({ alg: 'HS256', key: Buffer.from(MARKER.repeat(4)) }), 'token_algorithm', 401],
    [
      'without a signature',
      async () => stack.identityProvider.unsignedToken({ issuer: stack.companion.url }),
      'token_algorithm',
      401,
    ],
    [
      'whose signature was changed',
      async () => `${(await exchangeGrant(stack, right)).slice(0, -8)}AAAAAAAA`,
      'token_invalid',
      401,
    ],
  ];

  it.each(cases)('%s opens nothing', async (_, make, code, status) => {
    const token = await make();
    await ledger.lines();
    const { said, ...failure } = await nativeFailure(provingClient(stack, token).embeddings.create(EMBEDDING));
    expect(failure).toEqual({ type: status === 401 ? 'AuthenticationError' : 'PermissionDeniedError', status, code });
    expect(said + stack.log()).not.toContain(token);
    expect(said + stack.log()).not.toContain(MARKER);
    expect(await ledger.lines()).toEqual([`auth.failed ${code}`]);
  });

  it('is not a subject token', async () => {
    const grant = await exchangeGrant(stack, right);
    expect(JSON.parse((await postForm(stack, exchangeFields(grant))).body)).toMatchObject({ code: 'token_issuer' });
    expect(await nativeFailure(guardedClient(stack, grant).models.list())).toMatchObject({ code: 'token_issuer' });
    expect(await ledger.lines()).toEqual(['grant.issued', 'auth.failed token_issuer', 'auth.failed token_issuer']);
  });

  it('ends with the token it was exchanged for', async () => {
    const brief = await stack.identityProvider.issueToken({ expiresIn: 2 });
    const grant = await exchangeGrant(stack, exchangeFields(brief));
    await sleep(2_100);
    const failure = await nativeFailure(provingClient(stack, grant).models.list());
    expect(failure).toMatchObject({ type: 'AuthenticationError', code: 'token_expired' });
    expect(await ledger.lines()).toEqual(['grant.issued', 'auth.failed token_expired']);
  });

  it('within its connection and operations passes', async () => {
    const grant = await exchangeGrant(stack, { ...right, scope: 'models.list embeddings.create' });
    const { data } = await provingClient(stack, grant).embeddings.create(EMBEDDING);
    expect(data).toHaveLength(1);
    expect(await ledger.lines()).toEqual(['grant.issued', 'session.intent', 'session.outcome 200']);
  });

  it.each([
    ['is missing', [], 'token_missing'],
    ['comes twice', ['authorization', `Bearer ${MARKER}`, 'authorization', `Bearer ${MARKER}`], 'token_missing'],
    ['is of another scheme', ['authorization', `Basic ${MARKER}`], 'token_invalid'],
    ['stands where an Azure key would', ['api-key', MARKER], 'token_missing'],
    ['has spaces in it', ['authorization', `Bearer ${MARKER} ${MARKER}`], 'token_invalid'],
    ['is empty', ['authorization', 'Bearer '], 'token_invalid'],
  ])('that %s is refused', async (_, headers, code) => {
    const { status, body } = await rawCall(stack.companion.url, {
      method: 'GET',
      path: '/c/openai/v1/models',
      headers,
    });
    expect([status, JSON.parse(body)]).toMatchObject([401, { code, error: { code } }]);
    expect(body).not.toContain(MARKER);
    expect(await ledger.lines()).toEqual([`auth.failed ${code}`]);
  });
});
