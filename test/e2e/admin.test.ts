import { join } from 'node:path';
import { loadConfig, startCompanion } from '@sallyport/companion';
import { type Postgres, startPostgres } from '@sallyport/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  ADMIN_CLIENT,
  ADMIN_STACK,
  type AdminSession,
  adminCall,
  idToken,
  logInWith,
  postSession,
  verdict,
} from '../stack/admin-callers.ts';
import { exchangeFields, exchangeGrant } from '../stack/callers.ts';
import { type LedgerWatch, watchLedger } from '../stack/ledger-watch.ts';
import { newKey, proofFor } from '../stack/proving.ts';
import { rawCall } from '../stack/raw-call.ts';
import { type Stack, startStack } from '../stack/start-stack.ts';

const MARKER = 'marker-51ad';
/** An hour has 3,600 seconds, and this clock as many as a test wants. */
const clock = { ahead: 0, now: () => Date.now() + clock.ahead * 1000 };

let server: Postgres;
let databaseUrl = '';
let stack: Stack;
let ledger: LedgerWatch;
let admin: AdminSession;
let auditor: AdminSession;
beforeAll(async () => {
  server = await startPostgres();
  databaseUrl = await server.createDatabase();
  stack = await startStack({ ...ADMIN_STACK, databaseUrl, clock });
  admin = await logInWith(stack, ['platform']);
  auditor = await logInWith(stack, ['audit'], await newKey());
  ledger = await watchLedger(stack);
});
afterAll(async () => {
  await stack?.close();
  await server?.stop();
});

const claimsOf = (token: string): Record<string, unknown> =>
  JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8')) as Record<string, unknown>;
const whoami = (session: AdminSession, more = {}) => adminCall(stack, session, { path: '/v1/admin/whoami', ...more });

describe('where to log in', () => {
  it('is told to anybody, and may be remembered', async () => {
    const answer = await rawCall(stack.companion.url, { method: 'GET', path: '/v1/admin/login' });
    expect([answer.status, answer.headers['cache-control']]).toEqual([200, 'public, max-age=300']);
    expect(JSON.parse(answer.body)).toEqual({
      issuer: stack.identityProvider.issuer,
      client_id: ADMIN_CLIENT,
      scope: 'openid',
    });
  });

  it('is nowhere while the plane is off', async () => {
    const off = await startStack();
    for (const [method, path] of [
      ['GET', '/v1/admin/login'],
      ['POST', '/v1/admin/session'],
      ['GET', '/v1/admin/whoami'],
    ] as const) {
      expect(verdict(await rawCall(off.companion.url, { method, path }))).toBe('403 admin_disabled');
    }
    await off.close();
  });
});

describe('logging in', () => {
  it('opens a session with the roles of the groups, bound to the key', async () => {
    const key = await newKey();
    const order = { token: await idToken(stack, ['audit', 'staff']), token_type: 'id_token' };
    const { status, headers, body } = await postSession(stack, order, { key });
    expect([status, headers['cache-control']]).toEqual([200, 'no-store']);
    const { access_token: token, session_id: id, ...rest } = JSON.parse(body) as Record<string, string>;
    expect(rest).toEqual({ token_type: 'DPoP', expires_in: 3600, roles: ['auditor', 'viewer'] });
    expect(claimsOf(token ?? '')).toMatchObject({
      aud: `${stack.companion.url}/v1/admin`,
      sub: 'ada.example',
      subject_issuer: stack.identityProvider.issuer,
      sid: id,
      cnf: { jkt: key.kid },
    });
    const [event] = await ledger.events();
    expect(event).toMatchObject({
      metadata: { event_code: 'grant.issued' },
      actor: { user: { uid: 'ada.example' } },
      unmapped: { adminSessionId: id, roles: ['auditor', 'viewer'] },
    });
    expect(event?.unmapped).not.toHaveProperty('bootstrap');
  });

  it('takes an access token that the client got for the companion', async () => {
    const token = await stack.identityProvider.issueToken({ claims: { client_id: ADMIN_CLIENT, groups: ['audit'] } });
    expect(verdict(await postSession(stack, { token, token_type: 'access_token' }, { key: await newKey() }))).toBe(
      '200',
    );
    expect(await ledger.lines()).toEqual(['grant.issued']);
  });

  const GROUPS = ['platform'];
  it.each<[string, () => Promise<string>, string]>([
    ['of somebody in no group that has a role', () => idToken(stack, ['staff']), '403 role_missing'],
    ['of somebody in a group like one', () => idToken(stack, ['Platform', 'platform ', 'plat']), '403 role_missing'],
    ['of somebody in no group', () => idToken(stack, []), '403 role_missing'],
    ['for another client', () => idToken(stack, GROUPS, { audience: 'notes-app' }), '401 token_audience'],
    [
      'for the companion, as an ID token',
      () => idToken(stack, GROUPS, { audience: 'sallyport' }),
      '401 token_audience',
    ],
    [
      'that another client got',
      () => idToken(stack, GROUPS, { claims: { azp: 'notes-app' } }),
      '403 identity_not_allowed',
    ],
    ['of another issuer', () => idToken(stack, GROUPS, { issuer: 'https://evil.example' }), '401 token_issuer'],
    ['that has expired', () => idToken(stack, GROUPS, { expiresIn: -60 }), '401 token_expired'],
    ['that is not valid yet', () => idToken(stack, GROUPS, { notBefore: 120 }), '401 token_not_yet_valid'],
    ['that nobody signed', async () => unsigned(GROUPS), '401 token_algorithm'],
    ['that a stranger signed', () => foreign(GROUPS), '401 token_invalid'],
    ['that is too large', async () => 'a'.repeat(20_000), '401 token_invalid'],
    ['that is none', async () => MARKER, '401 token_invalid'],
  ])('is refused with a token %s', async (_, token, code) => {
    const answer = await postSession(stack, { token: await token(), token_type: 'id_token' });
    expect(verdict(answer)).toBe(code);
    expect(`${answer.body}${stack.log()}`).not.toContain(MARKER);
    expect(await ledger.lines()).toEqual([`auth.failed ${code.slice(4)}`]);
  });

  it('is refused with an access token that another client got', async () => {
    const token = await stack.identityProvider.issueToken({ claims: { client_id: 'notes-app', groups: GROUPS } });
    expect(verdict(await postSession(stack, { token, token_type: 'access_token' }))).toBe('403 identity_not_allowed');
    expect(await ledger.lines()).toEqual(['auth.failed identity_not_allowed']);
  });

  it('is refused to whoever stole a token that was used', async () => {
    const order = { token: await idToken(stack, GROUPS), token_type: 'id_token' };
    expect(verdict(await postSession(stack, order))).toBe('200');
    expect(verdict(await postSession(stack, order, { key: await newKey() }))).toBe('401 token_bound');
    expect(await ledger.lines()).toEqual(['grant.issued', 'auth.failed token_bound']);
  });

  it('is refused with a proof that was used, is for another address or is missing', async () => {
    const order = { token: await idToken(stack, GROUPS), token_type: 'id_token' };
    const proof = await proofFor({ url: `${stack.companion.url}/v1/admin/session` });
    expect(verdict(await postSession(stack, order, { proof }))).toBe('200');
    expect(verdict(await postSession(stack, order, { proof }))).toBe('401 proof_replayed');
    const elsewhere = await proofFor({ url: `${stack.companion.url}/oauth/token` });
    expect(verdict(await postSession(stack, order, { proof: elsewhere }))).toBe('401 proof_target');
    const bare = {
      path: '/v1/admin/session',
      body: JSON.stringify(order),
      headers: { 'content-type': 'application/json' },
    };
    expect(verdict(await rawCall(stack.companion.url, bare))).toBe('401 proof_missing');
    const failed = ['proof_replayed', 'proof_target', 'proof_missing'].map((code) => `auth.failed ${code}`);
    expect(await ledger.lines()).toEqual(['grant.issued', ...failed]);
  });

  it.each([
    ['no JSON', '{"token":', '400 body_not_json'],
    ['an empty body', '', '400 body_missing'],
    ['a list', '["token"]', '400 request_invalid'],
    ['a number', '{"token":1,"token_type":"id_token"}', '400 request_invalid'],
    ['no type', '{"token":"x"}', '400 request_invalid'],
    ['an unknown type', '{"token":"x","token_type":"jwt"}', '400 request_invalid'],
    ['an unknown member', `{"token":"x","token_type":"id_token","${MARKER}":"x"}`, '400 request_invalid'],
    ['a prototype', '{"token":"x","token_type":"id_token","__proto__":{}}', '400 request_invalid'],
    ['a member twice', '{"token":"x","token_type":"id_token","token":"y"}', '400 body_duplicate_key'],
    ['too much', JSON.stringify({ token: 'a'.repeat(131_072), token_type: 'id_token' }), '413 body_too_large'],
  ])('is refused with %s', async (_, body, code) => {
    const answer = await postSession(stack, body);
    expect(verdict(answer)).toBe(code);
    expect(`${answer.body}${stack.log()}`).not.toContain(MARKER);
    expect(await ledger.lines()).toEqual([`auth.failed ${code.slice(4)}`]);
  });

  it('is refused with a form', async () => {
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    expect(verdict(await postSession(stack, 'token=x', { headers }))).toBe('415 content_type_unsupported');
    expect(await ledger.lines()).toEqual(['auth.failed content_type_unsupported']);
  });

  it.each(['bootstrap_token', 'token', 'id_token', 'access_token'])(
    'is refused with %s in the address',
    async (name) => {
      const path = `/v1/admin/session?x=1&${name}=${MARKER}`;
      const answer = await rawCall(stack.companion.url, { path });
      expect(verdict(answer)).toBe('400 token_in_url');
      expect(`${answer.body}${stack.log()}`).not.toContain(MARKER);
      expect(await ledger.lines()).toEqual(['auth.failed token_in_url']);
    },
  );

  const unsigned = (groups: readonly string[]) =>
    stack.identityProvider.unsignedToken({ audience: ADMIN_CLIENT, claims: { groups } });
  const foreign = (groups: readonly string[]) =>
    stack.identityProvider.foreignToken({ audience: ADMIN_CLIENT, claims: { groups } });
});

describe('a session', () => {
  it('tells who is logged in', async () => {
    const { status, headers, body } = await whoami(admin);
    expect([status, headers['cache-control']]).toEqual([200, 'no-store']);
    expect(JSON.parse(body)).toMatchObject({ subject: 'ada.example', roles: ['admin'], session_id: admin.id });
    expect(await ledger.events()).toMatchObject([
      { metadata: { event_code: 'admin.read' }, unmapped: { adminSessionId: admin.id, read: 'sessions' } },
    ]);
  });

  it.each<[string, () => Promise<Parameters<typeof adminCall>[1]>, object, string]>([
    ['with another key', async () => ({ ...admin, key: await newKey() }), {}, 'proof_key'],
    ['with a grant', async () => ({ ...admin, token: await grantOf() }), {}, 'token_audience'],
    ['with an ID token', async () => ({ ...admin, token: await idToken(stack, ['platform']) }), {}, 'token_algorithm'],
    ['with half a token', async () => ({ ...admin, token: admin.token.slice(0, -9) }), {}, 'token_invalid'],
    ['with a proof that is too old', async () => admin, { at: -120 }, 'proof_time'],
    ['without a proof', async () => admin, { headers: { dpop: '' } }, 'proof_invalid'],
    ['as a bearer', async () => admin, { headers: { authorization: 'Bearer x' } }, 'proof_missing'],
    ['without a token', async () => admin, { headers: { authorization: 'x' } }, 'token_invalid'],
  ])('is closed to a call %s', async (_, session, more, code) => {
    expect(verdict(await whoami(await session(), more))).toBe(`401 ${code}`);
    expect((await ledger.lines()).at(-1)).toBe(`auth.failed ${code}`);
  });

  it('is no grant', async () => {
    const url = `${stack.companion.url}/c/openai/v1/models`;
    const dpop = await proofFor({ method: 'GET', url, grant: admin.token });
    const headers = { authorization: `DPoP ${admin.token}`, dpop };
    const answer = await rawCall(stack.companion.url, { method: 'GET', path: '/c/openai/v1/models', headers });
    expect(verdict(answer)).toBe('401 token_audience');
    expect(await ledger.lines()).toEqual(['auth.failed token_audience']);
  });

  it('takes a proof once, whichever replica it comes to', async () => {
    const other = await startReplica();
    const path = '/v1/admin/whoami';
    const proof = await proofFor({ method: 'GET', url: `${stack.companion.url}${path}`, grant: admin.token });
    expect(verdict(await whoami(admin, { proof }))).toBe('200');
    expect(verdict(await whoami(admin, { proof, origin: other.url }))).toBe('401 proof_replayed');
    await other.close();
    expect(await ledger.lines()).toContain('auth.failed proof_replayed');
  });

  it('ends by logging out, at once at every replica', async () => {
    const other = await startReplica();
    const session = await logInWith(stack, ['audit'], await newKey());
    expect(verdict(await whoami(session, { origin: other.url }))).toBe('200');
    expect(verdict(await adminCall(stack, session, { method: 'DELETE', path: '/v1/admin/session' }))).toBe('200');
    expect(verdict(await whoami(session, { origin: other.url }))).toBe('401 admin_session_expired');
    await other.close();
    const events = await ledger.events();
    expect(events.map(({ metadata }) => metadata.event_code).filter((kind) => kind !== 'config.applied')).toEqual([
      'grant.issued',
      'admin.read',
      'grant.revoked',
      'auth.failed',
    ]);
    expect(events.find(({ metadata }) => metadata.event_code === 'grant.revoked')).toMatchObject({
      unmapped: { adminSessionId: session.id },
    });
  });

  it('ends when it was left alone, and when its time is over', async () => {
    const session = await logInWith(stack, ['audit'], await newKey());
    const steps = [];
    for (const ahead of [500, 1000, 1500, 2000, 2500, 3000, 3500, 3601]) {
      clock.ahead = ahead;
      steps.push(verdict(await whoami(session, { at: ahead })));
    }
    clock.ahead = 0;
    const idle = await logInWith(stack, ['audit'], await newKey());
    clock.ahead = 601;
    steps.push(verdict(await whoami(idle, { at: 601 })));
    clock.ahead = 0;
    expect(steps).toEqual([...Array<string>(7).fill('200'), '401 token_expired', '401 admin_session_expired']);
    expect((await ledger.lines()).filter((line) => line.startsWith('auth.failed'))).toEqual([
      'auth.failed token_expired',
      'auth.failed admin_session_expired',
    ]);
  });

  const grantOf = async () =>
    exchangeGrant(stack, exchangeFields(await stack.identityProvider.issueToken()), admin.key);
});

/** Another companion over the same database, at the same public address. */
async function startReplica() {
  const config = await loadConfig(join(stack.folder, 'sallyport.yaml'));
  const listen = { host: '127.0.0.1', port: 0 };
  return startCompanion({
    config: { ...config, listen },
    databaseUrl,
    clock,
    log: { debug() {}, info() {}, warn() {}, error() {} },
  });
}

describe('roles', () => {
  const ACTS = [
    ['GET', '/v1/admin/logins', undefined, ['admin', 'auditor']],
    ['POST', '/v1/admin/sessions/search', {}, ['admin', 'auditor']],
    ['POST', '/v1/admin/disclosures', { subject: 'pt-1' }, ['admin', 'auditor']],
    ['GET', '/v1/admin/secrets', undefined, ['admin', 'auditor']],
    ['POST', '/v1/admin/logins/revoke', { session_id: '0b54a1de-3a49-4f0b-9f0a-5c3d7a9e1f20' }, ['admin']],
    ['POST', '/v1/admin/revocations', { issuer: 'https://login.example', subject: 'eve' }, ['admin']],
    ['POST', '/v1/admin/secrets/rotate', { name: 'provider-key', value: MARKER }, ['admin']],
    ['POST', '/v1/admin/secrets/retire', { name: 'provider-key' }, ['admin']],
    ['POST', '/v1/admin/keys/rotate', { purpose: 'grant' }, ['admin']],
  ] as const;

  it.each(ACTS)('say who may %s %s', async (method, path, body, roles) => {
    const call = { method, path, ...(body === undefined ? {} : { body }) };
    const stranger = verdict(await adminCall(stack, auditor, call));
    expect(stranger.includes('role_missing')).toBe(!(roles as readonly string[]).includes('auditor'));
    const [event] = await ledger.events();
    const recorded = stranger.includes('role_missing') ? 'auth.failed' : 'admin.read';
    expect(event).toMatchObject({ metadata: { event_code: recorded }, actor: { user: { uid: 'ada.example' } } });
    expect(verdict(await adminCall(stack, admin, call))).not.toContain('role_missing');
    await ledger.events();
  });
});

describe('acts', () => {
  const events = async () => (await ledger.events()).map(({ metadata, unmapped }) => [metadata.event_code, unmapped]);

  it('list who is logged in', async () => {
    const { body } = await adminCall(stack, auditor, { path: '/v1/admin/logins' });
    const { logins } = JSON.parse(body) as { logins: { session_id: string }[] };
    expect(logins.map(({ session_id: id }) => id)).toEqual(expect.arrayContaining([admin.id, auditor.id]));
    expect(logins[0]).toEqual({
      session_id: expect.any(String),
      issuer: stack.identityProvider.issuer,
      subject: 'ada.example',
      roles: expect.any(Array),
      created_at: expect.stringMatching(/Z$/),
      seen_at: expect.stringMatching(/Z$/),
      expires_at: expect.stringMatching(/Z$/),
    });
    expect(await events()).toEqual([['admin.read', { adminSessionId: auditor.id, read: 'sessions' }]]);
  });

  it('end the login of another', async () => {
    const session = await logInWith(stack, ['audit'], await newKey());
    const call = { method: 'POST', path: '/v1/admin/logins/revoke', body: { session_id: session.id } };
    expect(verdict(await adminCall(stack, admin, call))).toBe('200');
    expect(verdict(await whoami(session))).toBe('401 admin_session_expired');
    const target = { issuer: stack.identityProvider.issuer, subject: 'ada.example' };
    expect((await events())[1]).toEqual(['grant.revoked', { adminSessionId: session.id, target }]);
  });

  it('take back what an identity was granted, and its sessions', async () => {
    const key = await newKey();
    const token = await idToken(stack, ['audit'], { subject: 'eve.example' });
    const { body } = await postSession(stack, { token, token_type: 'id_token' }, { key });
    const { access_token: access, session_id: id } = JSON.parse(body) as Record<string, string>;
    const target = { issuer: stack.identityProvider.issuer, subject: 'eve.example' };
    const call = { method: 'POST', path: '/v1/admin/revocations', body: target };
    expect(verdict(await adminCall(stack, admin, call))).toBe('200');
    expect(verdict(await whoami({ token: access ?? '', id: id ?? '', key }))).toBe('401 admin_session_expired');
    expect((await events())[1]).toEqual(['grant.revoked', { adminSessionId: admin.id, target }]);
  });

  it('take back one grant', async () => {
    const grantId = '0b54a1de-3a49-4f0b-9f0a-5c3d7a9e1f20';
    const target = { issuer: 'https://login.example', subject: 'eve.example' };
    const call = { method: 'POST', path: '/v1/admin/revocations', body: { ...target, grant_id: grantId } };
    expect(verdict(await adminCall(stack, admin, call))).toBe('200');
    expect(await events()).toEqual([['grant.revoked', { adminSessionId: admin.id, target, grantId }]]);
  });

  it('begin to rotate a signing key, one at a time, and say so when that fails', async () => {
    const rotate = () =>
      adminCall(stack, admin, { method: 'POST', path: '/v1/admin/keys/rotate', body: { purpose: 'federation' } });
    const { key_id: keyId } = JSON.parse((await rotate()).body) as { key_id: string };
    expect(keyId).toMatch(/^[\w-]{43}$/);
    expect(verdict(await rotate())).toBe('409 rotation_in_progress');
    const rotated = [
      'credential.rotated',
      { adminSessionId: admin.id, rotated: { what: 'signing_key', name: 'federation' } },
    ];
    const seen = await ledger.events();
    expect(seen.map(({ metadata, unmapped }) => [metadata.event_code, unmapped])).toEqual([rotated, rotated, rotated]);
    expect(seen.map(({ status_id, api }) => [status_id, api.response?.error])).toEqual([
      [1, undefined],
      [1, undefined],
      [2, 'rotation_in_progress'],
    ]);
  });

  it('list and rotate secrets, and never show one', async () => {
    const list = await adminCall(stack, auditor, { path: '/v1/admin/secrets' });
    expect(JSON.parse(list.body)).toMatchObject({ secrets: [{ name: 'provider-key', versions: [2] }] });
    const body = { name: 'provider-key', value: MARKER };
    const rotated = await adminCall(stack, admin, { method: 'POST', path: '/v1/admin/secrets/rotate', body });
    expect(JSON.parse(rotated.body)).toEqual({ name: 'provider-key' });
    const again = await adminCall(stack, admin, { method: 'POST', path: '/v1/admin/secrets/rotate', body });
    expect(verdict(again)).toBe('409 rotation_in_progress');
    const retiring = { path: '/v1/admin/secrets/retire', body: { name: 'provider-key' } };
    expect(JSON.parse((await adminCall(stack, admin, { method: 'POST', ...retiring })).body)).toEqual({
      name: 'provider-key',
    });
    expect(`${list.body}${stack.log()}`).not.toContain(stack.provider.key);
    expect(stack.log()).not.toContain(MARKER);
    expect(await events()).toEqual([
      ['admin.read', { adminSessionId: auditor.id, read: 'secrets' }],
      ...[{}, {}, {}, { retired: true }].map((more) => [
        'credential.rotated',
        { adminSessionId: admin.id, rotated: { what: 'secret', name: 'provider-key', ...more } },
      ]),
    ]);
  });

  it.each([
    ['/v1/admin/logins/revoke', { session_id: MARKER }, '404 session_unknown'],
    ['/v1/admin/logins/revoke', { session_id: '0b54a1de-3a49-4f0b-9f0a-5c3d7a9e1f20' }, '404 session_unknown'],
    ['/v1/admin/logins/revoke', { id: MARKER }, '400 request_invalid'],
    ['/v1/admin/revocations', { subject: MARKER }, '400 request_invalid'],
    ['/v1/admin/revocations', { issuer: 'a', subject: 'b', grant_id: MARKER }, '400 request_invalid'],
    ['/v1/admin/secrets/rotate', { name: MARKER, value: 'x' }, '400 request_invalid'],
    ['/v1/admin/secrets/rotate', { name: 'provider-key', value: '' }, '400 request_invalid'],
    ['/v1/admin/secrets/rotate', { name: 'provider-key', value: 'a'.repeat(131_072) }, '413 body_too_large'],
    ['/v1/admin/keys/rotate', '{', '400 body_not_json'],
    ['/v1/admin/keys/rotate', { purpose: 'x', more: 'y' }, '400 request_invalid'],
  ])('refuse %s %o', async (path, body, code) => {
    const answer = await adminCall(stack, admin, { method: 'POST', path, body });
    expect(verdict(answer)).toBe(code);
    expect(`${answer.body}${stack.log()}${JSON.stringify(await events())}`).not.toContain(MARKER);
  });

  it.each([
    ['GET', '/v1/admin/session'],
    ['POST', '/v1/admin/logins'],
    ['GET', '/v1/admin/sessions'],
    ['GET', '/v1/admin/logins/'],
    ['GET', '/v1/admin/%6cogins'],
    ['GET', '/v1/admin/logins?all=1'],
    ['GET', '/v1/admin/../admin/logins'],
    ['PATCH', '/v1/admin/session'],
  ])('are nowhere else: %s %s', async (method, path) => {
    expect(verdict(await adminCall(stack, admin, { method, path }))).toBe('404 route_unknown');
  });
});
