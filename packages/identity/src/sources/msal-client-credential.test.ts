import { request } from 'node:https';
import { json } from 'node:stream/consumers';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { inspect } from 'node:util';
import type { INetworkModule, NetworkRequestOptions, NetworkResponse } from '@azure/msal-node';
import { type IdentityProvider, type SelfSigned, selfSigned, startIdentityProvider } from '@sallyport/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type MsalClientCredentialOptions, msalClientCredential } from './msal-client-credential.ts';

const trusted = getCACertificates('default');
let provider: IdentityProvider;
let certificate: SelfSigned;

beforeAll(async () => {
  certificate = await selfSigned('rsa');
  provider = await startIdentityProvider({
    https: true,
    clients: [
      { clientId: 'notes-app', clientSecret: 'a-secret-of-the-tests' },
      { clientId: 'batch-app', publicJwk: { ...certificate.publicKey.export({ format: 'jwk' }), alg: 'PS256' } },
    ],
  });
  setDefaultCACertificates([...trusted, provider.ca ?? '']);
});
afterAll(async () => {
  setDefaultCACertificates(trusted);
  await provider.close();
});

function options(): Omit<MsalClientCredentialOptions, 'clientSecret' | 'certificate'> {
  return {
    authority: provider.issuer,
    knownAuthorities: [new URL(provider.issuer).host],
    protocolMode: 'OIDC',
    clientId: 'notes-app',
    scopes: ['sallyport/.default'],
  };
}

const clientSecret = 'a-secret-of-the-tests';

function claimsOf(token: string): Record<string, unknown> {
  return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
}

describe('against a real provider over https', () => {
  it('gets a token with a secret, and asks for no other while that is good', async () => {
    const before = provider.requests.length;
    const tokens = msalClientCredential({ ...options(), clientSecret });
    const first = await tokens.getToken();
    expect(first.type).toBe('urn:ietf:params:oauth:token-type:access_token');
    expect(claimsOf(first.token)).toMatchObject({ iss: provider.issuer, sub: 'notes-app', aud: 'sallyport' });
    expect(first.expiresAt).toBeGreaterThan(Date.now());
    expect(await tokens.getToken()).toBe(first);
    expect(provider.requests.slice(before).filter((line) => line.startsWith('POST /token'))).toHaveLength(1);
  });

  it('gets a token with a certificate', async () => {
    const { thumbprintSha256, privateKey } = certificate;
    const tokens = msalClientCredential({
      ...options(),
      clientId: 'batch-app',
      certificate: { thumbprintSha256, privateKey },
    });
    expect(claimsOf((await tokens.getToken()).token)).toMatchObject({ sub: 'batch-app' });
  });

  it('gets a token through a network module of one’s own', async () => {
    const tokens = msalClientCredential({ ...options(), clientSecret, networkModule: trusting(provider.ca ?? '') });
    expect(claimsOf((await tokens.getToken()).token)).toMatchObject({ sub: 'notes-app' });
  });
});

describe('refusing', () => {
  it.each([
    ['plain http', { authority: 'http://127.0.0.1:1/' }],
    ['no scopes', { scopes: [] }],
    ['no client id', { clientId: '' }],
    ['no credential', { clientSecret: '' }],
    ['two credentials', { certificate: { thumbprintSha256: '00', privateKey: 'x' } }],
  ])('%s', (_name, wrong) => {
    expect(() => msalClientCredential({ ...options(), clientSecret, ...wrong })).toThrow(
      expect.objectContaining({ code: 'config_invalid' }),
    );
  });
});

describe('failing', () => {
  it('with a wrong secret, of which the error says nothing', async () => {
    const error = await msalClientCredential({ ...options(), clientSecret: 'wrong-secret-of-the-test' })
      .getToken()
      .catch((raised: unknown) => raised);
    expect(error).toMatchObject({ code: 'identity_unavailable' });
    expect(inspect(error, { depth: null, showHidden: true })).not.toMatch(/wrong-secret|invalid_client|notes-app/);
  });

  it('when the certificate of the authority is not trusted', async () => {
    const stranger = trusting((await selfSigned()).certificate);
    const tokens = msalClientCredential({ ...options(), clientSecret, networkModule: stranger });
    await expect(tokens.getToken()).rejects.toMatchObject({ code: 'identity_unavailable' });
  });

  it('when the authority is down', async () => {
    const gone = await startIdentityProvider({ https: true });
    await gone.close();
    const tokens = msalClientCredential({
      ...options(),
      authority: gone.issuer,
      knownAuthorities: [new URL(gone.issuer).host],
      clientSecret,
    });
    await expect(tokens.getToken()).rejects.toMatchObject({ code: 'identity_unavailable' });
  });

  it('when it is slow: for the caller who leaves, and for all after the time limit', async () => {
    const release = provider.hold();
    const controller = new AbortController();
    const leaving = msalClientCredential({ ...options(), clientSecret }).getToken({ signal: controller.signal });
    const timing = msalClientCredential({ ...options(), clientSecret, timeoutMs: 30 }).getToken();
    controller.abort();
    await expect(leaving).rejects.toMatchObject({ code: 'cancelled' });
    await expect(timing).rejects.toMatchObject({ code: 'identity_unavailable' });
    release();
  });
});

/** A network module that trusts one certificate: what someone behind a private authority would write. */
function trusting(ca: string): INetworkModule {
  const send = <T>(url: string, method: string, { headers = {}, body = '' }: NetworkRequestOptions = {}) =>
    new Promise<NetworkResponse<T>>((resolve, reject) => {
      const sent = request(url, { method, headers, ca }, (answer) => {
        json(answer).then(
          (parsed) => resolve({ status: answer.statusCode ?? 0, headers: {}, body: parsed as T }),
          reject,
        );
      });
      sent.on('error', reject).end(body);
    });
  return {
    sendGetRequestAsync: (url, sent) => send(url, 'GET', sent),
    sendPostRequestAsync: (url, sent) => send(url, 'POST', sent),
  };
}
