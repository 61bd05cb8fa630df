import { createPublicKey, type JsonWebKey, randomUUID, verify } from 'node:crypto';
import * as client from 'openid-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  EMBEDDING,
  exchangeFields,
  exchangeGrant,
  exchangeHeaders,
  plainClient,
  postForm,
  provingClient,
} from '../stack/callers.ts';
import { type LedgerWatch, watchLedger } from '../stack/ledger-watch.ts';
import { nativeFailure } from '../stack/native-failure.ts';
import { CLIENT_KEY, newKey, proofFor } from '../stack/proving.ts';
import { rawCall } from '../stack/raw-call.ts';
import { type Stack, startStack } from '../stack/start-stack.ts';

const MARKER = 'marker-9d04';
const TYPES = 'urn:ietf:params:oauth:token-type:';
const TOKEN_EXCHANGE = 'urn:ietf:params:oauth:grant-type:token-exchange';

let stack: Stack;
let ledger: LedgerWatch;
beforeAll(async () => {
  stack = await startStack();
  ledger = await watchLedger(stack);
});
afterAll(() => stack.close());

/** The claims of a JWT, unverified. */
const decodeJwt = (jwt: string): Record<string, unknown> =>
  JSON.parse(Buffer.from(jwt.split('.')[1] ?? '', 'base64url').toString('utf8'));

type Claims = Readonly<Record<string, unknown>>;
const token = (subject: string, claims: Claims = {}) => stack.identityProvider.issueToken({ subject, claims });
const answerOf = async (form: Readonly<Record<string, string>>) => {
  const { status, body } = await postForm(stack, form);
  return { status, ...(JSON.parse(body) as Record<string, unknown>) } as Record<string, unknown>;
};

describe('a grant for somebody for whom another acts', () => {
  const acting = async (mayAct: unknown, actor = 'gateway', more: Claims = {}) => ({
    ...exchangeFields(await token('ada.example', { may_act: mayAct, client_id: undefined, ...more })),
    actor_token: await token(actor, { client_id: undefined }),
    actor_token_type: `${TYPES}jwt`,
  });

  it('names the actor in the grant and in the ledger, after RFC 8693 §4.1, where the subject token lets it act', async () => {
    const answer = await answerOf(await acting({ sub: 'gateway' }));
    const { issuer } = stack.identityProvider;
    expect(decodeJwt(String(answer.access_token))).toMatchObject({
      sub: 'ada.example',
      act: { iss: issuer, sub: 'gateway' },
    });
    const [issued] = await ledger.events();
    expect(issued).toMatchObject({
      metadata: { event_code: 'grant.issued' },
      actor: { user: { uid: 'ada.example' } },
      unmapped: { actors: [{ issuer, subject: 'gateway' }] },
    });
    await provingClient(stack, String(answer.access_token)).embeddings.create(EMBEDDING);
    expect(await ledger.lines()).toEqual(['session.intent', 'session.outcome 200']);
  });

  it('keeps those who acted before', async () => {
    const { issuer } = stack.identityProvider;
    const answer = await answerOf(await acting({ sub: 'gateway' }, 'gateway', { act: { sub: 'portal' } }));
    expect(decodeJwt(String(answer.access_token)).act).toEqual({
      iss: issuer,
      sub: 'gateway',
      act: { iss: issuer, sub: 'portal' },
    });
    const carried = await answerOf(exchangeFields(await token('ada.example', { act: { sub: 'portal' } })));
    expect(decodeJwt(String(carried.access_token)).act).toEqual({ iss: issuer, sub: 'portal' });
    expect(await ledger.lines()).toEqual(['grant.issued', 'grant.issued']);
  });

  it.each([
    ['nobody may act', undefined],
    ['another may', { sub: 'portal' }],
    ['one of another issuer may', { sub: 'gateway', iss: 'https://elsewhere.example' }],
  ])('is not given where %s', async (_, mayAct) => {
    const answer = await answerOf(await acting(mayAct));
    expect(answer).toMatchObject({ status: 400, error: 'invalid_request', code: 'actor_not_allowed' });
    expect(await ledger.lines()).toEqual(['auth.failed actor_not_allowed']);
  });

  it.each([
    ['has expired', () => stack.identityProvider.issueToken({ subject: 'gateway', expiresIn: -60 })],
    ['is a stranger’s', () => stack.identityProvider.foreignToken({ subject: 'gateway' })],
    ['is none', () => MARKER],
  ])('is not given where the actor’s token %s', async (_, make) => {
    const form = { ...(await acting({ sub: 'gateway' })), actor_token: await make() };
    expect(await answerOf(form)).toMatchObject({ status: 400, error: 'invalid_request', code: 'actor_invalid' });
    const [failed] = await ledger.events();
    expect(failed).toMatchObject({
      actor: { user: { uid: 'ada.example' } },
      api: { response: { error: 'actor_invalid' } },
    });
  });

  it('binds the actor’s token to the key that presented it too', async () => {
    const form = await acting({ sub: 'gateway' });
    await exchangeGrant(stack, form);
    const other = { ...(await acting({ sub: 'gateway' })), actor_token: form.actor_token };
    const { body } = await postForm(stack, other, await newKey());
    expect(JSON.parse(body)).toMatchObject({ code: 'token_bound' });
    expect(await ledger.lines()).toEqual(['grant.issued', 'auth.failed token_bound']);
  });
});

describe('a grant by its target and its operations', () => {
  const details = (...actions: readonly string[]) => ({
    authorization_details: JSON.stringify([{ type: 'sallyport_call', actions }]),
  });
  const fields = async (more: Readonly<Record<string, string>>) => ({
    ...exchangeFields(await token('ada.example')),
    ...more,
  });

  it.each(['/c/openai', '/c/openai/v1'])('is for the connection whose URL is %s', async (path) => {
    const answer = await answerOf(await fields({ audience: '', resource: `${stack.companion.url}${path}` }));
    expect(decodeJwt(String(answer.access_token)).aud).toBe(`${stack.companion.url}/c/openai`);
    expect(await ledger.lines()).toEqual(['grant.issued']);
  });

  it('covers the operations of its details, says so, and no others', async () => {
    const wanted = await fields({ ...details('models.list', 'files.list'), scope: 'models.list embeddings.create' });
    const answer = await answerOf(wanted);
    const granted = [
      { type: 'sallyport_call', locations: [`${stack.companion.url}/c/openai`], actions: ['models.list'] },
    ];
    expect(answer).toMatchObject({ scope: 'models.list', authorization_details: granted });
    expect(decodeJwt(String(answer.access_token))).toMatchObject({ authorization_details: granted });
    const calls = provingClient(stack, String(answer.access_token));
    expect((await nativeFailure(calls.models.list())).type).toBe('none');
    expect(await nativeFailure(calls.embeddings.create(EMBEDDING))).toMatchObject({ status: 403, code: 'grant_scope' });
    expect(await ledger.lines()).toEqual([
      'grant.issued',
      'session.intent',
      'session.outcome 200',
      'auth.failed grant_scope',
    ]);
  });

  it.each([
    ['a resource and another audience', { resource: 'OTHER' }, 'invalid_target', 'target_invalid'],
    ['a resource elsewhere', { resource: `https://${MARKER}.example/c/openai` }, 'invalid_target', 'target_invalid'],
    ['a resource with a fragment', { resource: 'OPENAI#a' }, 'invalid_target', 'target_invalid'],
    [
      'details that are none',
      { authorization_details: MARKER },
      'invalid_authorization_details',
      'authorization_details_invalid',
    ],
    ['nothing in common', { ...details('models.list'), scope: 'files.list' }, 'invalid_scope', 'scope_invalid'],
    ['another client', { client_id: MARKER }, 'invalid_client', 'client_mismatch'],
  ])('is not given for %s', async (_, more, error, code) => {
    const resource = (more as { readonly resource?: string }).resource
      ?.replace('OTHER', `${stack.companion.url}/c/other`)
      .replace('OPENAI', `${stack.companion.url}/c/openai`);
    const { status, body } = await postForm(
      stack,
      await fields({ ...more, ...(resource === undefined ? {} : { resource }) } as never),
    );
    expect([status, JSON.parse(body)]).toMatchObject([400, { error, code }]);
    expect(body + stack.log()).not.toContain(MARKER);
    expect(await ledger.lines()).toEqual([`auth.failed ${code}`]);
  });

  it('is called what it was asked for as', async () => {
    const answer = await answerOf(await fields({ requested_token_type: `${TYPES}jwt` }));
    expect(answer).toMatchObject({ issued_token_type: `${TYPES}jwt`, token_type: 'DPoP' });
    expect(await ledger.lines()).toEqual(['grant.issued']);
  });
});

describe('openid-client', () => {
  const discover = (algorithm: 'oauth2' | 'oidc') =>
    client.discovery(new URL(stack.companion.url), 'ada.example', undefined, client.None(), {
      algorithm,
      execute: [client.allowInsecureRequests],
    });

  it.each(['oauth2', 'oidc'] as const)(
    'finds the endpoints by %s, exchanges a token, and calls with the grant',
    async (algorithm) => {
      const config = await discover(algorithm);
      expect(config.serverMetadata()).toMatchObject({
        token_endpoint: `${stack.companion.url}/oauth/token`,
        grant_types_supported: [TOKEN_EXCHANGE],
        dpop_signing_alg_values_supported: ['ES256'],
      });
      const DPoP = client.getDPoPHandle(config, await client.randomDPoPKeyPair('ES256'));
      const form = { ...exchangeFields(await token('ada.example')), scope: 'models.list' };
      const granted = await client.genericGrantRequest(config, TOKEN_EXCHANGE, form, { DPoP });
      expect(granted).toMatchObject({
        token_type: 'dpop',
        scope: 'models.list',
        issued_token_type: `${TYPES}access_token`,
      });
      expect(decodeJwt(granted.access_token)).toMatchObject({ cnf: { jkt: await DPoP.calculateThumbprint() } });
      const models = new URL(`${stack.companion.url}/c/openai/v1/models`);
      // It signs no intent, which this connection requires: the grant and the proof got through.
      const answer = await client.fetchProtectedResource(config, granted.access_token, models, 'GET', null, undefined, {
        DPoP,
      });
      expect(await answer.json()).toMatchObject({ code: 'intent_missing' });
      expect(await ledger.lines()).toEqual(['grant.issued', 'auth.failed intent_missing']);
    },
  );

  it('is told why an exchange was refused', async () => {
    const config = await discover('oauth2');
    const DPoP = client.getDPoPHandle(config, await client.randomDPoPKeyPair('ES256'));
    const form = { ...exchangeFields(await token('ada.example')), audience: 'nowhere' };
    await expect(client.genericGrantRequest(config, TOKEN_EXCHANGE, form, { DPoP })).rejects.toMatchObject({
      error: 'invalid_target',
    });
    expect(await ledger.lines()).toEqual(['auth.failed connection_unknown']);
  });
});

describe('the metadata', () => {
  const get = async (path: string) => {
    const answer = await fetch(`${stack.companion.url}${path}`);
    return { cache: answer.headers.get('cache-control'), body: (await answer.json()) as Record<string, unknown> };
  };

  it('is what RFC 8414 and OpenID Connect Discovery ask for', async () => {
    const server = await get('/.well-known/oauth-authorization-server');
    const common = {
      issuer: stack.companion.url,
      token_endpoint: `${stack.companion.url}/oauth/token`,
      revocation_endpoint: `${stack.companion.url}/oauth/revoke`,
      jwks_uri: `${stack.companion.url}/.well-known/jwks.json`,
      grant_types_supported: [TOKEN_EXCHANGE],
      token_endpoint_auth_methods_supported: ['none'],
      revocation_endpoint_auth_methods_supported: ['none'],
      dpop_signing_alg_values_supported: ['ES256'],
      authorization_details_types_supported: ['sallyport_call'],
    };
    expect(server).toEqual({ cache: 'public, max-age=300', body: { ...common, response_types_supported: [] } });
    expect((await get('/.well-known/openid-configuration')).body).toEqual({
      ...common,
      response_types_supported: ['id_token'],
      subject_types_supported: ['public'],
      id_token_signing_alg_values_supported: ['RS256'],
      claims_supported: ['iss', 'sub', 'aud', 'exp', 'iat', 'jti'],
    });
  });

  it('leads to the keys by which anybody verifies a grant', async () => {
    const grant = await exchangeGrant(stack, exchangeFields(await token('ada.example')));
    const { cache, body } = await get('/.well-known/jwks.json');
    const keys = body.keys as readonly (JsonWebKey & { readonly kid: string })[];
    const [header = '', payload = '', signature = ''] = grant.split('.');
    const { kid } = JSON.parse(Buffer.from(header, 'base64url').toString()) as { readonly kid: string };
    const key = createPublicKey({ key: keys.find((one) => one.kid === kid) ?? {}, format: 'jwk' });
    const signed = { key, dsaEncoding: 'ieee-p1363' } as const;
    expect(verify('sha256', Buffer.from(`${header}.${payload}`), signed, Buffer.from(signature, 'base64url'))).toBe(
      true,
    );
    expect(cache).toBe('public, max-age=300');
    expect(body.keys).toMatchObject([
      { kty: 'EC', alg: 'ES256', use: 'sig' },
      { kty: 'RSA', alg: 'RS256', use: 'sig' },
    ]);
    expect(await ledger.lines()).toEqual(['grant.issued']);
  });
});

describe('the revocation endpoint', () => {
  const revoke = async (form: Readonly<Record<string, string>>, key = CLIENT_KEY) => {
    const dpop = await proofFor({ url: `${stack.companion.url}/oauth/revoke`, key });
    const headers = { 'content-type': 'application/x-www-form-urlencoded', dpop };
    return rawCall(stack.companion.url, { path: '/oauth/revoke', headers, body: new URLSearchParams(form).toString() });
  };
  const newGrant = async () => {
    const grant = await exchangeGrant(stack, exchangeFields(await token('ada.example')));
    await ledger.lines();
    return grant;
  };

  it('takes a grant back for who holds its key, and records that once', async () => {
    const grant = await newGrant();
    const { status, headers, body } = await revoke({ token: grant, token_type_hint: MARKER, client_id: 'notes' });
    expect([status, headers['cache-control'], body]).toEqual([200, 'no-store', '']);
    const [event, ...more] = await ledger.events();
    expect(event).toMatchObject({
      metadata: { event_code: 'grant.revoked' },
      actor: { user: { uid: 'ada.example' } },
      api: { service: { name: 'openai' } },
      unmapped: { grantId: decodeJwt(grant).jti },
    });
    expect(more).toEqual([]);
    await revoke({ token: grant });
    expect(await ledger.lines()).toEqual([]);
  });

  it.each([
    ['is none', async () => MARKER],
    ['is of the identity provider', () => token('ada.example')],
    ['was changed', async () => `${(await newGrant()).slice(0, -8)}AAAAAAAA`],
    ['is a proof', () => proofFor({ url: stack.companion.url })],
  ])('has nothing to do for a token that %s, RFC 7009 §2.2', async (_, make) => {
    const text = await make();
    expect((await revoke({ token: text })).status).toBe(200);
    expect(await ledger.lines()).toEqual([]);
    expect(stack.log()).not.toContain(MARKER);
  });

  it('refuses who does not hold the key', async () => {
    const grant = await newGrant();
    const { status, body } = await revoke({ token: grant }, await newKey());
    expect([status, JSON.parse(body)]).toMatchObject([400, { error: 'invalid_dpop_proof', code: 'proof_key' }]);
    expect(await ledger.lines()).toEqual(['auth.failed proof_key']);
    expect((await nativeFailure(provingClient(stack, grant).models.list())).type).toBe('none');
    await ledger.lines();
  });

  it.each([
    ['no proof', {}, 'proof_missing'],
    ['a proof for the token endpoint', { dpop: 'token' }, 'proof_target'],
  ])('refuses %s', async (_, given, code) => {
    const { 'content-type': type = '', dpop = '' } = await exchangeHeaders(stack);
    const headers = { 'content-type': type, ...('dpop' in given ? { dpop } : {}) };
    const { status, body } = await rawCall(stack.companion.url, { path: '/oauth/revoke', headers, body: 'token=x' });
    expect([status, JSON.parse(body)]).toMatchObject([400, { error: 'invalid_dpop_proof', code }]);
    expect(await ledger.lines()).toEqual([`auth.failed ${code}`]);
  });

  it.each([
    ['no token', {}],
    ['an unknown parameter', { token: 'x', [MARKER]: 'x' }],
  ])('refuses %s', async (_, form) => {
    const { status, body } = await revoke(form as Record<string, string>);
    expect([status, JSON.parse(body)]).toMatchObject([400, { error: 'invalid_request', code: 'request_invalid' }]);
    expect(await ledger.lines()).toEqual(['auth.failed request_invalid']);
  });
});

describe('what curl sends', () => {
  it('gets a grant by nothing but a form and a header', async () => {
    const answer = await fetch(`${stack.companion.url}/oauth/token`, {
      method: 'POST',
      headers: await exchangeHeaders(stack),
      body: new URLSearchParams(exchangeFields(await token('ada.example'))).toString(),
    });
    expect([answer.status, await answer.json()]).toMatchObject([200, { token_type: 'DPoP' }]);
    expect(await ledger.lines()).toEqual(['grant.issued']);
  });

  it('is refused with a token in the URL, which is nowhere afterwards', async () => {
    const secret = await token('ada.example', { name: randomUUID() });
    const answer = await fetch(`${stack.companion.url}/c/openai/v1/models?access_token=${secret}`);
    const body = await answer.text();
    expect([answer.status, JSON.parse(body)]).toMatchObject([400, { code: 'token_in_url' }]);
    expect(body + stack.log()).not.toContain(secret);
    expect(await ledger.lines()).toEqual(['auth.failed token_in_url']);
  });

  it('is told what to do when it may not come in', async () => {
    const challenge = async (token?: string) => {
      const failed = token === undefined ? {} : { headers: { authorization: `Bearer ${token}` } };
      return (await fetch(`${stack.companion.url}/c/openai/v1/models`, failed)).headers.get('www-authenticate');
    };
    expect(await challenge()).toBe('DPoP algs="ES256"');
    expect(await challenge(MARKER)).toBe('DPoP error="invalid_token", algs="ES256"');
    expect((await nativeFailure(plainClient(stack, await token('ada.example')).models.list())).type).toBe('none');
  });
});
