import { importEventKeys, readTrust, readTypedJws } from '@sallyport/ledger';
import { readSlice } from '@sallyport/policy';
import { type Postgres, startPostgres } from '@sallyport/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exchangeFields, exchangeGrant } from '../stack/callers.ts';
import { type LedgerWatch, watchLedger } from '../stack/ledger-watch.ts';
import { proofFor } from '../stack/proving.ts';
import { rawCall } from '../stack/raw-call.ts';
import { type Stack, startStack } from '../stack/start-stack.ts';

const POLICY = `policy:
  version: 1
  name: wards
  rules:
    - { name: secret-project, when: { groups: [project-x] }, then: deny, message: "marker-9e77" }
    - { name: ward, when: { groups: [ward], operations: [embeddings.create] }, then: allow }
    - { name: other-only, when: { connections: [other] }, then: deny }
    - { name: rest, then: deny }`;

const clock = { ahead: 0, now: () => Date.now() + clock.ahead * 1000 };

let server: Postgres;
let stack: Stack;
let ledger: LedgerWatch;
beforeAll(async () => {
  server = await startPostgres();
  stack = await startStack({
    databaseUrl: await server.createDatabase(),
    top: POLICY,
    clock,
    allow: '[{ groups: [ward, night] }]',
  });
  ledger = await watchLedger(stack);
});
afterAll(async () => {
  await stack.close();
  await server.stop();
});

const grantFor = async (groups: readonly string[]) =>
  exchangeGrant(stack, exchangeFields(await stack.identityProvider.issueToken({ claims: { groups } })));

async function ask(
  grant: string,
  { query = '?connection=openai', headers = {} }: { query?: string; headers?: object } = {},
) {
  const iat = Math.floor(clock.now() / 1000);
  const dpop = await proofFor({ method: 'GET', url: `${stack.companion.url}/v1/policy`, grant, claims: { iat } });
  const {
    status,
    body,
    headers: given,
  } = await rawCall(stack.companion.url, {
    method: 'GET',
    path: `/v1/policy${query}`,
    headers: { authorization: `DPoP ${grant}`, dpop, ...headers },
  });
  const { slice = '', code } = (body === '' ? {} : JSON.parse(body)) as { slice?: string; code?: string };
  return { status, slice, code, etag: given.etag };
}

async function verified(slice: string) {
  const trust = await rawCall(stack.companion.url, { method: 'GET', path: '/v1/trust' });
  const keys = await importEventKeys((await readTrust(Buffer.from(trust.body))).eventKeys);
  const claims = await readTypedJws(slice, { type: 'sallyport-policy+jws', keys, maxBytes: 65_536 });
  if (claims === undefined) throw new RangeError('the slice could not be verified');
  return claims;
}

describe('the slice of a policy', () => {
  it('is signed with a key that clients trust already, and says what concerns the caller and nobody else', async () => {
    const { status, slice, etag } = await ask(await grantFor(['ward']));
    expect([status, typeof etag]).toEqual([200, 'string']);
    const claims = await verified(slice);
    expect(claims).toMatchObject({
      ...{ iss: stack.companion.url, connection: 'openai', baa: 'self_hosted', version: 1 },
      ...{ sub: 'ada.example', sub_iss: stack.identityProvider.issuer },
    });
    expect(Number(claims.exp) - Number(claims.iat)).toBe(300);
    const policy = readSlice(claims.policy);
    expect(policy?.rules.map(({ name }) => name)).toEqual(['ward', 'rest']);
    expect(JSON.stringify(claims)).not.toMatch(/marker-9e77|project-x|groups/);
  });

  it('follows the groups of now', async () => {
    const grant = await grantFor(['ward']);
    const before = await ask(grant);
    await grantFor(['night']);
    const after = await ask(grant, { headers: { 'if-none-match': String(before.etag) } });
    expect(after.status).toBe(200);
    expect(readSlice((await verified(after.slice)).policy)?.rules.map(({ name }) => name)).toEqual(['rest']);
  });

  it('is not sent again within a minute, and is renewed after', async () => {
    const grant = await grantFor(['ward']);
    const { etag = '' } = await ask(grant);
    const headers = { 'if-none-match': etag };
    expect(await ask(grant, { headers })).toMatchObject({ status: 304, slice: '', etag });
    clock.ahead = 61;
    const renewed = await ask(grant, { headers });
    clock.ahead = 0;
    expect([renewed.status, renewed.etag === etag]).toEqual([200, false]);
  });

  it.each([
    ['a connection that is none', '?connection=nowhere', 403, 'connection_unknown'],
    ['no connection', '', 400, 'request_invalid'],
    ['two', '?connection=openai&connection=other', 400, 'request_invalid'],
    ['one that is no name', '?connection=Open%20AI', 400, 'request_invalid'],
  ])('is refused for %s', async (_, query, status, code) => {
    expect(await ask(await grantFor(['ward']), { query })).toMatchObject({ status, code, slice: '' });
  });

  it('is refused without a grant, and with a proof of another call', async () => {
    const grant = await grantFor(['ward']);
    await ledger.lines();
    const bare = await rawCall(stack.companion.url, { method: 'GET', path: '/v1/policy?connection=openai' });
    expect(bare.status).toBe(401);
    const dpop = await proofFor({ method: 'GET', url: `${stack.companion.url}/v1/trust`, grant });
    expect(await ask(grant, { headers: { dpop } })).toMatchObject({ status: 401, code: 'proof_target' });
    expect(await ledger.lines()).toEqual(['auth.failed token_missing', 'auth.failed proof_target']);
  });
});
