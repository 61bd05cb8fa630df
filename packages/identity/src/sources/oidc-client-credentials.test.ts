import { inspect } from 'node:util';
import { type IdentityProvider, startIdentityProvider } from '@sallyport/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tokenExpiry } from '../token-expiry.ts';
import { type OidcClientCredentialsOptions, oidcClientCredentials } from './oidc-client-credentials.ts';

let provider: IdentityProvider;

beforeAll(async () => {
  provider = await startIdentityProvider();
});
afterAll(async () => {
  await provider.close();
});

function source(options: Partial<OidcClientCredentialsOptions> = {}) {
  const { issuer, clientId, clientSecret } = provider;
  return oidcClientCredentials({ issuer, clientId, clientSecret, allowInsecureLoopback: true, ...options });
}

function claimsOf(token: string): Record<string, unknown> {
  return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
}

async function received(path: string): Promise<void> {
  while (!provider.requests.at(-1)?.endsWith(path)) await new Promise(setImmediate);
}

describe('against a real provider', () => {
  it('gets an access token, and asks for no other while that is good', async () => {
    const before = provider.requests.length;
    const tokens = source();
    const [first, again] = await Promise.all([tokens.getToken(), tokens.getToken()]);
    expect(first.type).toBe('urn:ietf:params:oauth:token-type:access_token');
    expect(claimsOf(first.token)).toMatchObject({ iss: provider.issuer, sub: 'notes-app', aud: 'sallyport' });
    expect(Math.abs((first.expiresAt ?? 0) - (tokenExpiry(first.token) ?? 0))).toBeLessThan(5_000);
    expect(again).toBe(first);
    expect(await tokens.getToken()).toBe(first);
    expect(provider.requests.slice(before)).toEqual(['GET /.well-known/openid-configuration', 'POST /token']);
  });

  it('asks for the scope, resource and audience it was given', async () => {
    const bodies: string[] = [];
    const spying: typeof fetch = (url, init) => {
      bodies.push(String(init?.body));
      return fetch(url, init);
    };
    const options = { scope: 'chat', resource: 'urn:companion', audience: 'urn:other', fetch: spying };
    const { token } = await source(options).getToken();
    expect(claimsOf(token)).toMatchObject({ aud: 'urn:companion', scope: 'chat' });
    expect(bodies.at(-1)).toContain('audience=urn%3Aother');
  });

  it('gives its secret in the header where the form is not taken', async () => {
    let authorization: string | null = null;
    const onlyBasic: typeof fetch = async (url, init) => {
      authorization = new Headers(init?.headers).get('authorization');
      const answer = await fetch(url, init);
      if (!String(url).endsWith('/openid-configuration')) return answer;
      const metadata = (await answer.json()) as object;
      return Response.json({ ...metadata, token_endpoint_auth_methods_supported: ['client_secret_basic'] });
    };
    await source({ fetch: onlyBasic }).getToken();
    expect(authorization).toMatch(/^Basic /);
  });
});

describe('refusing', () => {
  it.each([
    ['plain http, when not allowed', { allowInsecureLoopback: false }],
    ['plain http to another machine', { issuer: 'http://login.example' }],
    ['what is no URL', { issuer: 'login.example' }],
    ['no client id', { clientId: '' }],
    ['no secret', { clientSecret: '' }],
  ])('%s', (_name, options) => {
    expect(() => source(options)).toThrow(expect.objectContaining({ code: 'config_invalid' }));
  });

  it('a provider that sends the secret elsewhere in the clear', async () => {
    const astray: typeof fetch = async (url, init) => {
      expect(String(url)).toContain('/.well-known/');
      const metadata = (await (await fetch(url, init)).json()) as object;
      return Response.json({ ...metadata, token_endpoint: 'http://192.0.2.1/token' });
    };
    await expect(source({ fetch: astray }).getToken()).rejects.toMatchObject({ code: 'identity_unavailable' });
  });
});

describe('failing', () => {
  it('with a wrong secret, of which the error says nothing', async () => {
    const error = await source({ clientSecret: 'wrong-secret-of-the-test' })
      .getToken()
      .catch((raised: unknown) => raised);
    expect(error).toMatchObject({ code: 'identity_unavailable', retry: true });
    expect(inspect(error, { depth: null, showHidden: true })).not.toMatch(/wrong-secret|invalid_client|notes-app/);
  });

  it('while the provider is down, and not after', async () => {
    let down = true;
    const flaky: typeof fetch = (url, init) =>
      down ? Promise.reject(new TypeError('fetch failed')) : fetch(url, init);
    const tokens = source({ fetch: flaky });
    await expect(tokens.getToken()).rejects.toMatchObject({ code: 'identity_unavailable' });
    down = false;
    await expect(tokens.getToken()).resolves.toMatchObject({ token: expect.any(String) });
    const gone = await startIdentityProvider();
    await gone.close();
    const { issuer, clientId, clientSecret } = gone;
    await expect(source({ issuer, clientId, clientSecret }).getToken()).rejects.toMatchObject({
      code: 'identity_unavailable',
    });
  });

  it('for one caller who will not wait for a slow provider, not for the other', async () => {
    const tokens = source();
    const release = provider.hold();
    const controller = new AbortController();
    const leaving = tokens.getToken({ signal: controller.signal });
    const staying = tokens.getToken();
    await received('/openid-configuration');
    controller.abort();
    await expect(leaving).rejects.toMatchObject({ code: 'cancelled' });
    release();
    await expect(staying).resolves.toMatchObject({ token: expect.any(String) });
  });

  it('in time, when the provider never answers; the request is cut', async () => {
    const release = provider.hold();
    const seen: AbortSignal[] = [];
    const spying: typeof fetch = (url, init) => {
      if (init?.signal) seen.push(init.signal);
      return fetch(url, init);
    };
    const waiting = source({ timeoutMs: 30, fetch: spying }).getToken();
    await expect(waiting).rejects.toMatchObject({ code: 'identity_unavailable' });
    expect(seen.map(({ aborted }) => aborted)).toEqual([true]);
    release();
  });
});
