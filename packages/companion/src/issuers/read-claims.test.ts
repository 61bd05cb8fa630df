import { describe, expect, it } from 'vitest';
import type { IssuerConfig } from '../config/index.ts';
import { claimAt } from './claim-at.ts';
import { fitsClaims } from './fits-claims.ts';
import { issuerFixture } from './issuer-fixture.test-support.ts';
import { readGroups } from './read-groups.ts';

describe('claimAt', () => {
  const claims = {
    'kubernetes.io': { namespace: 'notes', pod: { name: 'p' } },
    a: { b: { c: 1 } },
    'a.b': { c: 2 },
    list: [{ x: 1 }],
  };

  it.each([
    ['kubernetes.io.namespace', 'notes'],
    ['kubernetes.io.pod.name', 'p'],
    ['a.b.c', 2],
    ['a.b', { c: 2 }],
    ['list', [{ x: 1 }]],
    ['list.0.x', undefined],
    ['toString', undefined],
    ['a.constructor', undefined],
    ['__proto__.x', undefined],
    ['', undefined],
    ['.', undefined],
    ['absent.b', undefined],
  ])('%j gives %j', (path, expected) => {
    expect(claimAt(claims, path)).toEqual(expected);
  });
});

describe('fitsClaims', () => {
  const claims = {
    sub: 'system:serviceaccount:notes:batch',
    cid: 'x',
    uid: 'x',
    verified: true,
    n: 3,
    roles: ['a', 'b'],
  };

  it.each([
    [{ sub: 'system:serviceaccount:notes:batch' }, true],
    [{ sub: 'system:serviceaccount:notes:*' }, true],
    [{ sub: 'system:serviceaccount:other:*' }, false],
    [{ sub: '*' }, true],
    [{ sub: 'SYSTEM:*' }, false],
    [{ sub: ['nobody', 'system:*'] }, true],
    [{ roles: 'b' }, true],
    [{ roles: ['c', 'd'] }, false],
    [{ verified: 'true', n: '3' }, true],
    [{ verified: 'true', n: '4' }, false],
    [{ cid: { sameAs: 'uid' } }, true],
    [{ cid: { sameAs: 'sub' } }, false],
    [{ absent: { sameAs: 'missing' } }, false],
    [{ absent: '*' }, false],
    [{}, true],
  ])('%j: %s', (rules, expected) => {
    expect(fitsClaims(claims, rules)).toBe(expected);
  });
});

describe('readGroups', () => {
  it.each<[object, string | undefined, readonly string[] | string]>([
    [{ groups: ['a', 'b', 'a', '', 3, null] }, undefined, ['a', 'b']],
    [{ groups: 'a b  c' }, undefined, ['a', 'b', 'c']],
    [{ groups: { a: 1 } }, undefined, []],
    [{}, undefined, []],
    [{ realm_access: { roles: ['nurse'] } }, 'realm_access.roles', ['nurse']],
    [{ resource_access: { notes: { roles: ['x'] } } }, 'resource_access.notes.roles', ['x']],
    [{ 'https://example.org/groups': ['x'] }, 'https://example.org/groups', ['x']],
    [{ scope: 'a b' }, 'scope', ['a', 'b']],
    [{ _claim_names: { groups: 'src1' } }, undefined, 'elsewhere'],
    [{ hasgroups: true }, undefined, 'elsewhere'],
    [{ hasgroups: 'true' }, undefined, 'elsewhere'],
    [{ groups: ['a'], _claim_names: { groups: 'src1' } }, undefined, ['a']],
    [{ _claim_names: { address: 'src1' } }, undefined, []],
    [{ _claim_names: { groups: 'src1' } }, 'roles', []],
    [{ _claim_names: 'groups' }, undefined, []],
  ])('%j by %s', (claims, claim, expected) => {
    expect(readGroups({ ...claims }, claim === undefined ? {} : { claim })).toEqual(expected);
  });
});

describe('required claims', () => {
  it('must all hold', async () => {
    const { verifyClaims } = issuerFixture({ requiredClaims: { tid: 't1', 'hd.name': ['a', 'b'] } });
    expect(await verifyClaims({ tid: 't1', hd: { name: 'b' } })).toMatchObject({ caller: { subject: 'ada.example' } });
    expect(await verifyClaims({ tid: 't1' })).toBe('token_claims');
    expect(await verifyClaims({ tid: 't2', hd: { name: 'b' } })).toBe('token_claims');
  });
});

/** Claims as each of them issues them, and rules as `docs/identity.md` gives them. */
const PROVIDERS: readonly (readonly [string, Partial<IssuerConfig>, service: object, person: object])[] = [
  [
    'Okta',
    { serviceAccounts: [{ claims: { sub: { sameAs: 'cid' } }, groups: ['jobs'] }] },
    { ver: 1, cid: '0oa1gy6nbZ3YdLEXA5d7', sub: '0oa1gy6nbZ3YdLEXA5d7', scp: ['notes'] },
    { ver: 1, cid: '0oa1gy6nbZ3YdLEXA5d7', uid: '00u1gy6nbZ3YdLEXA5d7', sub: 'ada@example.org', scp: ['openid'] },
  ],
  [
    'Entra ID',
    { serviceAccounts: [{ claims: { idtyp: 'app' }, groups: ['jobs'] }] },
    {
      ver: '2.0',
      azp: '11111111-2222-4333-8444-555555555555',
      idtyp: 'app',
      sub: 'a1',
      oid: 'a1',
      roles: ['Notes.Write'],
    },
    { ver: '2.0', azp: '11111111-2222-4333-8444-555555555555', sub: 'b2', oid: 'b1', scp: 'Notes.Write', name: 'Ada' },
  ],
  [
    'Keycloak',
    { serviceAccounts: [{ claims: { preferred_username: 'service-account-*' }, groups: ['jobs'] }] },
    { typ: 'Bearer', azp: 'batch', sub: 'f1', preferred_username: 'service-account-batch', client_id: 'batch' },
    { typ: 'Bearer', azp: 'web', sub: 'f2', preferred_username: 'ada' },
  ],
  [
    'Kubernetes',
    {
      serviceAccounts: [
        { claims: { sub: 'system:serviceaccount:notes:*', 'kubernetes.io.namespace': 'notes' }, groups: ['jobs'] },
      ],
    },
    {
      sub: 'system:serviceaccount:notes:batch',
      'kubernetes.io': {
        namespace: 'notes',
        pod: { name: 'batch-1', uid: 'u1' },
        serviceaccount: { name: 'batch', uid: 'u2' },
      },
    },
    { sub: 'system:serviceaccount:other:batch', 'kubernetes.io': { namespace: 'other' } },
  ],
  [
    'GitHub Actions',
    {
      serviceAccounts: [
        {
          claims: { repository: 'example/notes', ref: 'refs/heads/main', environment: ['prod', 'staging'] },
          groups: ['jobs'],
        },
      ],
    },
    {
      sub: 'repo:example/notes:environment:prod',
      repository: 'example/notes',
      repository_owner: 'example',
      ref: 'refs/heads/main',
      environment: 'prod',
      event_name: 'push',
    },
    {
      sub: 'repo:example/notes:pull_request',
      repository: 'example/notes',
      ref: 'refs/pull/7/merge',
      event_name: 'pull_request',
    },
  ],
  [
    'SPIFFE',
    { serviceAccounts: [{ claims: { sub: 'spiffe://example.org/ns/notes/*' }, groups: ['jobs'] }] },
    { sub: 'spiffe://example.org/ns/notes/sa/batch', aud: ['sallyport'] },
    { sub: 'spiffe://example.org.evil/ns/notes/sa/batch', aud: ['sallyport'] },
  ],
];

describe('service accounts', () => {
  it.each(PROVIDERS)('of %s are told from all others', async (_, config, service, person) => {
    const both = issuerFixture(config);
    expect(await both.verifyClaims(service)).toMatchObject({ caller: { nature: 'service', groups: ['jobs'] } });
    expect(await both.verifyClaims(person)).toMatchObject({ caller: { nature: 'person', groups: [] } });
    const services = issuerFixture({ ...config, accept: 'services' });
    expect(await services.verifyClaims(service)).toMatchObject({ caller: { nature: 'service' } });
    expect(await services.verifyClaims(person)).toBe('identity_not_allowed');
    const people = issuerFixture({ ...config, accept: 'people' });
    expect(await people.verifyClaims(service)).toBe('identity_not_allowed');
    expect(await people.verifyClaims(person)).toMatchObject({ caller: { nature: 'person' } });
  });

  it('have the groups of the first rule that fits, besides those of the token', async () => {
    const { verifyClaims } = issuerFixture({
      serviceAccounts: [
        { claims: { sub: 'a*' }, groups: ['first', 'x'] },
        { claims: { sub: '*' }, groups: ['second'] },
      ],
    });
    expect(await verifyClaims({ groups: ['own', 'x'] })).toMatchObject({ caller: { groups: ['own', 'x', 'first'] } });
  });

  it('are not told from people without rules, unless all are services', async () => {
    expect(await issuerFixture().verifyClaims({})).not.toHaveProperty('caller.nature');
    expect(await issuerFixture({ accept: 'services' }).verifyClaims({})).toMatchObject({
      caller: { nature: 'service' },
    });
    expect(await issuerFixture({ accept: 'people' }).verifyClaims({})).toBe('identity_not_allowed');
  });
});

describe('who acts', () => {
  const chain = (depth: number): object => ({ sub: `a${depth}`, ...(depth > 1 ? { act: chain(depth - 1) } : {}) });

  it('is read from act, present first, and who may from may_act', async () => {
    const { verifyClaims } = issuerFixture();
    const act = { sub: 'agent', iss: 'https://other.example', act: { sub: 'front' } };
    expect(await verifyClaims({ may_act: { sub: 'agent' }, act })).toMatchObject({
      mayAct: [{ issuer: 'https://login.example/', subject: 'agent' }],
      actors: [
        { issuer: 'https://other.example', subject: 'agent' },
        { issuer: 'https://login.example/', subject: 'front' },
      ],
    });
    expect(await verifyClaims({ act: chain(5) })).toMatchObject({ actors: { length: 5 } });
    const plain = await verifyClaims({});
    expect(plain).not.toHaveProperty('mayAct');
    expect(plain).not.toHaveProperty('actors');
  });

  it.each([
    [{ may_act: [{ sub: 'agent' }] }],
    [{ may_act: 'agent' }],
    [{ may_act: null }],
    [{ may_act: { iss: 'https://other.example' } }],
    [{ may_act: { sub: '' } }],
    [{ may_act: { sub: 'agent', iss: 7 } }],
    [{ act: [{ sub: 'agent' }] }],
    [{ act: { sub: 'agent', act: 'front' } }],
    [{ act: { sub: 'agent', act: null } }],
    [{ act: { client_id: 'agent' } }],
    [{ act: chain(6) }],
  ])('%j is refused', async (claims) => {
    expect(await issuerFixture().verifyClaims(claims)).toBe('token_invalid');
  });
});

describe('the type of a token', () => {
  type Types = readonly ('jwt' | 'access_token' | 'id_token')[];
  it.each<[string, object, object, Types]>([
    ['an RFC 9068 access token', { typ: 'at+jwt' }, { client_id: 'app', scope: 'a' }, ['jwt', 'access_token']],
    ['the same under its long name', { typ: 'application/AT+JWT' }, { client_id: 'app' }, ['jwt', 'access_token']],
    ['an access token of Entra', { typ: 'JWT' }, { azp: 'app', scp: 'a' }, ['jwt', 'access_token']],
    ['an access token of Okta', {}, { cid: 'app', scp: ['a'] }, ['jwt', 'access_token']],
    ['an access token of Keycloak', { typ: 'JWT' }, { azp: 'app', typ: 'Bearer', scope: 'a' }, ['jwt', 'access_token']],
    ['an access token of Cognito', {}, { client_id: 'app', token_use: 'access' }, ['jwt', 'access_token']],
    ['an ID token with a nonce', { typ: 'JWT' }, { nonce: 'n' }, ['jwt', 'id_token']],
    ['an ID token for its own client', {}, { azp: 'sallyport' }, ['jwt', 'id_token']],
    ['an ID token of Keycloak', { typ: 'JWT' }, { azp: 'sallyport', typ: 'ID' }, ['jwt', 'id_token']],
    ['an ID token of Cognito', {}, { token_use: 'id', at_hash: 'h' }, ['jwt', 'id_token']],
    ['a JWT-SVID of SPIFFE', { typ: 'JOSE' }, { sub: 'spiffe://example.org/batch' }, ['jwt']],
    ['a token that tells nothing', {}, {}, ['jwt', 'access_token', 'id_token']],
    ['a token that does not say when it was issued', {}, { iat: undefined }, ['jwt', 'access_token']],
    ['a refresh token of Keycloak', {}, { typ: 'Refresh' }, ['jwt']],
    ['a logout token', { typ: 'logout+jwt' }, { events: {} }, []],
    ['a logout token that says JWT', { typ: 'JWT' }, { events: {} }, []],
    ['a DPoP proof', { typ: 'dpop+jwt' }, {}, []],
    ['an authorisation request', { typ: 'oauth-authz-req+jwt' }, {}, []],
    ['a token of a type that is a number', { typ: 7 }, {}, []],
  ])('of %s', async (_, header, claims, taken) => {
    const { sign, verify } = issuerFixture();
    const token = await sign(claims, { header });
    for (const type of ['jwt', 'access_token', 'id_token'] as const) {
      const right = taken.includes(type) ? { caller: { subject: 'ada.example' } } : 'token_type';
      const result = await verify(token, type);
      expect(typeof right === 'string' ? result : [type, result]).toEqual(
        typeof right === 'string' ? right : [type, expect.objectContaining({ expiresAt: expect.anything() })],
      );
    }
  });
});
