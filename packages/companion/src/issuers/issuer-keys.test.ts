import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { startIdentityProvider } from '@sallyport/testkit';
import { afterEach, describe, expect, it } from 'vitest';
import { identityTokenVerifier } from './verify-identity-token.ts';

const ENDLESS = 'x'.repeat(1_000_000);
const servers: Server[] = [];

afterEach(async () => {
  for (const server of servers.splice(0)) await new Promise((done) => server.close(done));
});

/** An issuer whose documents are what the test makes of them. */
async function startIssuer(document: (path: string, issuer: string) => string | undefined): Promise<string> {
  const server = createServer((request, response) => {
    const body = document(request.url ?? '', issuer);
    response.writeHead(body === undefined ? 404 : 200, { connection: 'close' }).end(body);
  });
  servers.push(server);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return issuer;
}

async function verifyFrom(issuer: string): Promise<unknown> {
  const provider = await startIdentityProvider();
  const token = await provider.issueToken({ issuer });
  await provider.close();
  const verify = identityTokenVerifier([{ issuer, audience: 'sallyport', algorithms: ['RS256'] }]);
  return verify({ token, type: 'access_token' }).catch((cause: unknown) => cause);
}

const DISCOVERY = '/.well-known/openid-configuration';
const metadata = (issuer: string, jwks: string): string => JSON.stringify({ issuer, jwks_uri: jwks });

describe('the keys of an issuer', () => {
  it.each<[string, (path: string, issuer: string) => string | undefined]>([
    ['no discovery document', () => undefined],
    ['a discovery document that does not end', () => ENDLESS],
    ['a discovery document that is no JSON', () => '<p>'],
    ['a discovery document of another issuer', (_, issuer) => metadata('https://other.example', `${issuer}/jwks`)],
    ['keys over plain http from elsewhere', (_, issuer) => metadata(issuer, 'http://keys.example/jwks')],
    ['keys that do not end', (path, issuer) => (path === DISCOVERY ? metadata(issuer, `${issuer}/jwks`) : ENDLESS)],
    ['keys that are none', (path, issuer) => (path === DISCOVERY ? metadata(issuer, `${issuer}/jwks`) : '{"keys":1}')],
  ])('cannot be had with %s', async (_, document) => {
    expect(await verifyFrom(await startIssuer(document))).toMatchObject({ code: 'issuer_unavailable' });
  });

  it('are not among those of a stranger', async () => {
    const keys = (path: string, issuer: string) =>
      path === DISCOVERY ? metadata(issuer, `${issuer}/jwks`) : '{"keys":[]}';
    expect(await verifyFrom(await startIssuer(keys))).toMatchObject({ code: 'token_invalid' });
  });
});
