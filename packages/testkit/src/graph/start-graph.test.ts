import { request } from 'node:https';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Graph, startGraph } from './start-graph.ts';

const FORM = { grant_type: 'client_credentials', client_id: 'app', client_secret: 'a-secret-of-the-tests' };
let graph: Graph;
beforeAll(async () => {
  const members = { 'users/ada': ['g1', 'g2', 'g3'] };
  graph = await startGraph({ tenantId: 't', clientId: 'app', secret: FORM.client_secret, members, pageSize: 2 });
});
afterAll(() => graph.close());

async function ask(url: string, body?: string, headers: Record<string, string> = {}) {
  const response = await new Promise<import('node:http').IncomingMessage>((resolve, reject) => {
    const method = body === undefined ? 'GET' : 'POST';
    request(url, { ca: graph.ca, method, headers }, resolve).on('error', reject).end(body);
  });
  return { status: response.statusCode, json: JSON.parse(await text(response)) as Record<string, unknown> };
}

const token = (form: Record<string, string>) =>
  ask(
    `${graph.authority}/t/oauth2/v2.0/token`,
    new URLSearchParams({ scope: `${graph.authority}/.default`, ...form }).toString(),
  );

describe('the stand-in for Graph', () => {
  it('issues a token to its application alone, and gives pages to its bearer alone', async () => {
    const { json } = await token(FORM);
    const headers = { authorization: `Bearer ${json.access_token}` };
    const url = `${graph.url}/users/ada/getMemberObjects`;
    const body = JSON.stringify({ securityEnabledOnly: false });
    const first = await ask(url, body, headers);
    expect(first.json).toMatchObject({ value: ['g1', 'g2'], '@odata.nextLink': `${url}?$skiptoken=2` });
    expect((await ask(String(first.json['@odata.nextLink']), undefined, headers)).json).toEqual({ value: ['g3'] });
    expect((await ask(url, body)).status).toBe(401);
    expect((await ask(`${graph.url}/users/eve/getMemberObjects`, body, headers)).status).toBe(404);
  });

  it.each([
    [{ client_secret: 'wrong' }],
    [{ client_id: 'other' }],
    [{ grant_type: 'password' }],
    [{ scope: 'openid' }],
  ])('issues none with %j', async (wrong) => {
    expect((await token({ ...FORM, ...wrong })).status).toBe(401);
  });
});
