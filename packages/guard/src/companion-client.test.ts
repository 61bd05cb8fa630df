import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { TestClock } from '@sallyport/testkit';
import { afterEach, describe, expect, it } from 'vitest';
import { CompanionClient } from './companion-client.ts';

const SECRET = 'header.identity-token.signature';
const servers: Server[] = [];

afterEach(async () => {
  for (const server of servers.splice(0)) await new Promise((done) => server.close(done));
});

/** A token endpoint that answers as told, and keeps the forms it was sent. */
async function tokenEndpoint(answer: () => { status: number; body: string }) {
  const forms: URLSearchParams[] = [];
  const server = createServer(async (request, response) => {
    let text = '';
    for await (const chunk of request) text += String(chunk);
    forms.push(new URLSearchParams(text));
    const { status, body } = answer();
    response.writeHead(status, { 'content-type': 'application/json', connection: 'close' }).end(body);
  });
  servers.push(server);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return { forms, url: new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}`) };
}

function clientOf(companion: URL, clock = new TestClock()) {
  const tokenSource = {
    getToken: async () => ({ token: SECRET, type: 'urn:ietf:params:oauth:token-type:jwt' as const }),
  };
  return new CompanionClient({ companion, connection: 'openai', tokenSource, clock });
}

const granted = (expiresIn: number) => ({
  status: 200,
  body: JSON.stringify({ access_token: 'grant', token_type: 'Bearer', expires_in: expiresIn, issued_token_type: 'x' }),
});

describe('CompanionClient', () => {
  it('exchanges after RFC 8693, once for all who ask at the same time, and keeps the grant', async () => {
    const { forms, url } = await tokenEndpoint(() => granted(900));
    const client = clientOf(url);
    await Promise.all([client.grant(), client.grant(), client.grant()]);
    await client.grant();
    expect(forms.map((form) => Object.fromEntries(form))).toEqual([
      {
        grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
        subject_token: SECRET,
        subject_token_type: 'urn:ietf:params:oauth:token-type:jwt',
        audience: 'openai',
      },
    ]);
  });

  it('exchanges anew shortly before the grant expires, and after it was dropped', async () => {
    const { forms, url } = await tokenEndpoint(() => granted(900));
    const clock = new TestClock();
    const client = clientOf(url, clock);
    client.drop(await client.grant());
    await client.grant();
    expect(forms).toHaveLength(2);
    clock.advance(880_000);
    await client.grant();
    expect(forms).toHaveLength(3);
  });

  it.each([
    ['a known code', { status: 400, body: '{"error":"invalid_request","code":"token_expired"}' }, 'token_expired'],
    ['an unknown code', { status: 400, body: '{"error":"invalid_request","code":"constructor"}' }, 'companion_invalid'],
    ['no JSON', { status: 502, body: '<p>bad gateway</p>' }, 'companion_invalid'],
    ['a grant without a token', { status: 200, body: '{"token_type":"Bearer","expires_in":1}' }, 'companion_invalid'],
    ['a redirect', { status: 302, body: '' }, 'companion_invalid'],
  ])('raises a coded error for %s, without the token in it', async (_, answer, code) => {
    const { url } = await tokenEndpoint(() => answer);
    const error: unknown = await clientOf(url)
      .grant()
      .catch((cause: unknown) => cause);
    expect(error).toMatchObject({ code });
    expect(JSON.stringify([String(error), Object.entries(error as object)])).not.toContain('identity-token');
  });

  it('says so when nobody answers, and asks again the next time', async () => {
    const { forms, url } = await tokenEndpoint(() => granted(900));
    const nobody = clientOf(new URL('http://127.0.0.1:9'));
    await expect(nobody.grant()).rejects.toMatchObject({ code: 'companion_unreachable' });
    await expect(nobody.grant()).rejects.toMatchObject({ code: 'companion_unreachable' });
    await clientOf(url).grant();
    expect(forms).toHaveLength(1);
  });
});
