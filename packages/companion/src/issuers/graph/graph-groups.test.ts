import { createServer } from 'node:https';
import { type Graph, type GraphOptions, selfSigned, startGraph, TestClock } from '@sallyport/testkit';
import { afterEach, describe, expect, it } from 'vitest';
import type { GraphConfig } from '../../config/index.ts';
import { issuerFixture } from '../issuer-fixture.test-support.ts';
import { issuerHttp } from '../issuer-http.ts';
import { graphGroups } from './graph-groups.ts';
import type { GraphProof } from './graph-token.ts';

const TENANT = '6babcaad-604b-40ac-a9d7-9fd97c0b779f';
const ADA = '0a1b2c3d-0000-4000-8000-0000000000aa';
const APP = '0a1b2c3d-0000-4000-8000-0000000000bb';
const CLIENT = 'c0ffee00-0000-4000-8000-000000000001';
const SECRET = { secret: 'a-secret-of-the-tests' };
const UNAVAILABLE = { code: 'groups_unavailable' };
const claims = { tid: TENANT, oid: ADA, _claim_names: { groups: 'src1' } };

let graph: Graph;
const opened: Graph[] = [];
afterEach(async () => {
  for (const one of opened.splice(0)) await one.close();
});

async function start(
  options: Partial<GraphOptions> = {},
  proof: GraphProof = SECRET,
  config: Partial<GraphConfig> = {},
) {
  const members = { [`users/${ADA}`]: ['g1', 'g2', 'g3'], [`servicePrincipals/${APP}`]: ['g9'] };
  graph = await startGraph({ tenantId: TENANT, clientId: CLIENT, ...SECRET, members, ...options });
  opened.push(graph);
  const { url, authority, ca } = graph;
  const clock = new TestClock();
  const all = { tenantId: TENANT, clientId: CLIENT, url, authority, ...config };
  return { clock, fetchGroups: graphGroups({ config: all, proof, http: issuerHttp({ ca }), clock }) };
}

const reads = (): readonly string[] => graph.requests.filter((one) => one.includes('/v1.0/'));

describe('the groups that a token has no room for', () => {
  it('are those of the person in the directory', async () => {
    const { fetchGroups } = await start();
    expect(await fetchGroups(claims)).toEqual(['g1', 'g2', 'g3']);
    expect(await fetchGroups({ ...claims, oid: ADA.toUpperCase() })).toEqual(['g1', 'g2', 'g3']);
    expect(reads()).toEqual([`POST /v1.0/users/${ADA}/getMemberObjects`]);
  });

  it('are those of the application, where the token is an application’s', async () => {
    const { fetchGroups } = await start();
    expect(await fetchGroups({ ...claims, oid: APP, idtyp: 'app' })).toEqual(['g9']);
    await expect(fetchGroups({ ...claims, oid: APP })).rejects.toMatchObject(UNAVAILABLE);
  });

  it('are read page by page', async () => {
    const { fetchGroups } = await start({ pageSize: 1 });
    expect(await fetchGroups(claims)).toEqual(['g1', 'g2', 'g3']);
    expect(reads()).toHaveLength(3);
  });

  it('are asked for with a certificate, where one is configured', async () => {
    const { certificate, privateKey } = await selfSigned('rsa');
    const { fetchGroups } = await start({ certificate }, { certificate, privateKey });
    expect(await fetchGroups(claims)).toEqual(['g1', 'g2', 'g3']);
    const other = await selfSigned('rsa');
    const stranger = await start({ certificate }, { certificate, privateKey: other.privateKey });
    await expect(stranger.fetchGroups(claims)).rejects.toMatchObject(UNAVAILABLE);
  });

  it('are kept for five minutes, and asked for once by all who wait', async () => {
    const { fetchGroups, clock } = await start();
    await Promise.all(Array.from({ length: 10 }, () => fetchGroups(claims)));
    clock.advance(299_999);
    await fetchGroups(claims);
    expect(reads()).toHaveLength(1);
    clock.advance(1);
    await fetchGroups(claims);
    expect(reads()).toHaveLength(2);
  });

  it('are not kept where they could not be had', async () => {
    const { fetchGroups } = await start();
    graph.status = 503;
    await expect(fetchGroups(claims)).rejects.toMatchObject(UNAVAILABLE);
    graph.status = 200;
    expect(await fetchGroups(claims)).toEqual(['g1', 'g2', 'g3']);
  });

  it('of no more than a thousand subjects are kept', async () => {
    const oid = (n: number): string => `0a1b2c3d-0000-4000-8000-${String(n).padStart(12, '0')}`;
    const members = Object.fromEntries(Array.from({ length: 1001 }, (_, n) => [`users/${oid(n)}`, ['g']]));
    const { fetchGroups } = await start({ members });
    for (let n = 0; n < 1001; n += 1) await fetchGroups({ ...claims, oid: oid(n) });
    await fetchGroups({ ...claims, oid: oid(1000) });
    expect(reads()).toHaveLength(1001);
    await fetchGroups({ ...claims, oid: oid(0) });
    expect(reads()).toHaveLength(1002);
  });
});

describe('groups cannot be had', () => {
  it('with a wrong secret, of another tenant, without an object id, or of nobody', async () => {
    const wrong = await start({}, { secret: 'wrong' });
    await expect(wrong.fetchGroups(claims)).rejects.toMatchObject(UNAVAILABLE);
    expect(reads()).toEqual([]);
    const { fetchGroups } = await start();
    const other = '11111111-604b-40ac-a9d7-9fd97c0b779f';
    for (const bad of [
      { tid: other },
      { tid: undefined },
      { oid: undefined },
      { oid: `${ADA}/../${APP}` },
      { oid: 7 },
      { oid: APP },
    ]) {
      await expect(fetchGroups({ ...claims, ...bad })).rejects.toMatchObject(UNAVAILABLE);
    }
    expect(reads()).toHaveLength(1);
  });

  it.each([
    ['a page elsewhere', () => 'https://evil.example/v1.0/users'],
    ['a page of this host over http', () => `${graph.url.replace('https', 'http')}/users`],
    ['a page of a host that begins alike', () => `${graph.authority}.evil.example/v1.0/users`],
    ['a page beside', () => `${graph.authority}/v1.0.evil/users`],
    ['a page with a way up', () => `${graph.url}/../beta/users`],
    ['a page that is no address', () => 'next'],
    ['pages without end', () => `${graph.url}/users/${ADA}/getMemberObjects?$skiptoken=0`],
  ])('from %s', async (_, link) => {
    const { fetchGroups } = await start();
    graph.nextLink = link();
    await expect(fetchGroups(claims)).rejects.toMatchObject(UNAVAILABLE);
    expect(reads().length).toBeLessThanOrEqual(50);
    expect(reads().every((one) => one.includes(`/v1.0/users/${ADA}/getMemberObjects`))).toBe(true);
  });

  it.each([
    ['more than 10,000', Array.from({ length: 10_001 }, (_, n) => `g${n}`)],
    ['names that are none', ['', 'g']],
    ['names that are too long', ['g'.repeat(257)]],
  ])('of %s', async (_, groups) => {
    const { fetchGroups } = await start({ members: { [`users/${ADA}`]: groups }, pageSize: 1000 });
    await expect(fetchGroups(claims)).rejects.toMatchObject(UNAVAILABLE);
  });

  it('where the token says to ask, which is not done', async () => {
    const { certificate: cert, privateKey: key } = await selfSigned();
    const asked: string[] = [];
    const elsewhere = createServer({ cert, key }, (request, response) => {
      asked.push(request.url ?? '');
      response.end('{"value":["admins"]}');
    });
    await new Promise<void>((done) => elsewhere.listen(0, '127.0.0.1', done));
    const address = elsewhere.address();
    const endpoint = `https://localhost:${typeof address === 'object' ? address?.port : ''}/groups`;
    const { fetchGroups } = await start();
    const overage = { ...claims, _claim_sources: { src1: { endpoint } } };
    const { verifyClaims } = issuerFixture({}, fetchGroups);
    expect(await verifyClaims(overage)).toMatchObject({ caller: { groups: ['g1', 'g2', 'g3'] } });
    expect(await verifyClaims({ tid: TENANT, oid: ADA, hasgroups: true })).toMatchObject({
      caller: { groups: ['g1', 'g2', 'g3'] },
    });
    expect(await issuerFixture().verifyClaims(overage)).toBe('groups_unavailable');
    expect(asked).toEqual([]);
    await new Promise((done) => elsewhere.close(done));
  });
});
