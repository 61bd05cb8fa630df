import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { startIdentityProvider } from '@sallyport/testkit';
import { afterEach, describe, expect, it } from 'vitest';
import { findKeySet } from './find-key-set.ts';
import { issuerHttp } from './issuer-http.ts';

const UNAVAILABLE = { code: 'issuer_unavailable' };
const servers: Server[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await new Promise((done) => server.close(done));
});

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

describe('an issuer', () => {
  it('over TLS is trusted by its own authority and by no other', async () => {
    const provider = await startIdentityProvider({ https: true });
    const keys = await findKeySet({ issuer: provider.issuer }, issuerHttp({ ca: provider.ca }));
    expect(keys).toMatchObject({ keys: [expect.anything(), expect.anything()] });
    await expect(findKeySet({ issuer: provider.issuer }, issuerHttp())).rejects.toMatchObject(UNAVAILABLE);
    const other = await startIdentityProvider({ https: true });
    const wrong = findKeySet({ issuer: provider.issuer }, issuerHttp({ ca: other.ca }));
    await expect(wrong).rejects.toMatchObject(UNAVAILABLE);
    await Promise.all([provider.close(), other.close()]);
  });

  it('that redirects is not followed', async () => {
    const asked: string[] = [];
    const elsewhere = await serve((request, response) => {
      asked.push(request.url ?? '');
      response.end('{"keys":[]}');
    });
    const url = await serve((_, response) => {
      response.writeHead(302, { location: elsewhere }).end('{}');
    });
    const answer = await issuerHttp()(url);
    expect(answer.status).toBe(302);
    await expect(findKeySet({ issuer: url, jwksUri: url }, issuerHttp())).rejects.toMatchObject(UNAVAILABLE);
    expect(asked).toEqual([]);
  });

  it('over https cannot send us to a plain service of this machine', async () => {
    const http = async () => ({
      status: 200,
      headers: {},
      body: { issuer: 'https://login.example', jwks_uri: 'http://127.0.0.1:8080/admin' },
    });
    await expect(findKeySet({ issuer: 'https://login.example' }, http)).rejects.toMatchObject(UNAVAILABLE);
  });

  it.each([
    'http://login.example/',
    'http://169.254.169.254/latest/meta-data',
    'https://169.254.169.254/latest/meta-data',
    'https://[fe80::1]/',
    'https://[fd00:ec2::254]/',
    'https://[::ffff:169.254.169.254]/',
    'https://0xa9fea9fe/',
    'https://168.63.129.16/',
    'ftp://login.example/',
    'login.example',
  ])('at %s is never called', async (url) => {
    await expect(issuerHttp()(url)).rejects.toMatchObject(UNAVAILABLE);
  });

  it.each([
    ['no JSON', '<p>'],
    ['more than 256 KiB', `"${'x'.repeat(262_144)}"`],
    ['nothing', ''],
  ])('that answers %s is none', async (_, body) => {
    const url = await serve((_request, response) => response.end(body));
    await expect(issuerHttp()(url)).rejects.toMatchObject(UNAVAILABLE);
  });

  it('is left when the asker goes', async () => {
    const url = await serve(() => undefined);
    const controller = new AbortController();
    const asking = issuerHttp()(url, { signal: controller.signal });
    controller.abort();
    await expect(asking).rejects.toMatchObject(UNAVAILABLE);
    servers[0]?.closeAllConnections();
  });
});
