import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { inspect } from 'node:util';
import { type IdentityProvider, startIdentityProvider } from '@sallyport/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { githubActions } from './github-actions.ts';

const REQUEST_TOKEN = 'runner-token-of-the-tests';

let provider: IdentityProvider;
let runner: Server;
let asked = 0;
beforeAll(async () => {
  provider = await startIdentityProvider();
  // Answers as GitHub's runner service does: GET, bearer, audience in the query, `{value}`.
  runner = createServer(async (request, response) => {
    const url = new URL(request.url ?? '', 'http://runner');
    if (request.headers.authorization !== `Bearer ${REQUEST_TOKEN}`) return response.writeHead(401).end('{}');
    if (url.searchParams.get('api-version') !== '2.0') return response.writeHead(404).end();
    asked += 1;
    const token = await provider.issueToken({
      subject: 'repo:clinic/notes:ref:refs/heads/main',
      audience: url.searchParams.get('audience') ?? '',
    });
    return response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ value: token }));
  });
  await new Promise<void>((resolve) => runner.listen(0, '127.0.0.1', resolve));
});
afterAll(async () => {
  runner.close();
  await provider.close();
});

const options = () => ({
  audience: 'sallyport',
  requestUrl: `http://127.0.0.1:${(runner.address() as AddressInfo).port}/idtoken?api-version=2.0`,
  requestToken: REQUEST_TOKEN,
  allowInsecureLoopback: true,
});

describe('githubActions', () => {
  it('asks the runner once for a token of the audience', async () => {
    const source = githubActions(options());
    const [first, second] = await Promise.all([source.getToken(), source.getToken()]);
    expect(second).toBe(first);
    expect(await source.getToken()).toBe(first);
    expect(asked).toBe(1);
    const claims = JSON.parse(Buffer.from(first.token.split('.')[1] ?? '', 'base64url').toString()) as object;
    expect(claims).toMatchObject({ sub: 'repo:clinic/notes:ref:refs/heads/main', aud: 'sallyport' });
    expect(first.type).toBe('urn:ietf:params:oauth:token-type:jwt');
  });

  it('says which permission is missing, and nothing of the token', async () => {
    const error = await githubActions({ ...options(), requestToken: 'not-the-runners' })
      .getToken()
      .catch((raised: unknown) => raised);
    expect(error).toMatchObject({ code: 'identity_unavailable', place: expect.stringContaining('id-token: write') });
    expect(inspect(error, { depth: null, showHidden: true })).not.toContain('not-the-runners');
  });

  it.each([
    ['plain http to elsewhere', { requestUrl: 'http://runner.example/idtoken' }],
    ['no audience', { audience: '' }],
    ['no token', { requestToken: '' }],
  ])('refuses %s at once', (_, wrong) => {
    expect(() => githubActions({ ...options(), ...wrong })).toThrow(
      expect.objectContaining({ code: 'config_invalid' }),
    );
  });
});
