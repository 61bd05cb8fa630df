import { createPublicKey, type JsonWebKey } from 'node:crypto';
import { get } from 'node:https';
import { text } from 'node:stream/consumers';
import { createLocalJWKSet, createRemoteJWKSet, decodeJwt, decodeProtectedHeader, jwtVerify } from 'jose';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type IdentityProvider, startIdentityProvider } from './start-identity-provider.ts';

const printed = [vi.spyOn(console, 'warn'), vi.spyOn(console, 'info'), vi.spyOn(console, 'error')];
let provider: IdentityProvider;

beforeAll(async () => {
  provider = await startIdentityProvider({
    clients: [
      { clientId: 'notes-app', clientSecret: 'a-secret-of-the-tests', claims: { groups: ['notes'] } },
      { clientId: 'batch-app', clientSecret: 'another-secret-of-the-tests' },
    ],
  });
});
afterAll(async () => {
  await provider.close();
});

async function requestToken(form: Record<string, string>): Promise<{ status: number; json: Record<string, unknown> }> {
  const body = new URLSearchParams({ grant_type: 'client_credentials', client_id: 'notes-app', ...form });
  const answer = await fetch(`${provider.issuer}/token`, { method: 'POST', body });
  return { status: answer.status, json: (await answer.json()) as Record<string, unknown> };
}

function remoteKeys() {
  return createRemoteJWKSet(new URL(`${provider.issuer}/jwks`));
}

describe('the token endpoint', () => {
  it('issues JWT access tokens that its published keys verify', async () => {
    const { json } = await requestToken({ client_secret: provider.clientSecret });
    const { payload, protectedHeader } = await jwtVerify(String(json.access_token), remoteKeys(), {
      issuer: provider.issuer,
      audience: 'sallyport',
      typ: 'at+jwt',
    });
    expect(payload).toMatchObject({ sub: 'notes-app', client_id: 'notes-app', groups: ['notes'] });
    expect(protectedHeader.alg).toBe('RS256');
    expect(json.expires_in).toBe(600);
  });

  it('names the resource as audience where one is asked for', async () => {
    const { json } = await requestToken({ client_secret: provider.clientSecret, resource: 'urn:elsewhere' });
    expect(decodeJwt(String(json.access_token)).aud).toBe('urn:elsewhere');
  });

  it('refuses a wrong secret', async () => {
    const { status, json } = await requestToken({ client_secret: 'wrong' });
    expect([status, json.error]).toEqual([401, 'invalid_client']);
  });

  it('waits while it is held', async () => {
    const release = provider.hold();
    const before = provider.requests.length;
    const waiting = requestToken({ client_secret: provider.clientSecret });
    while (provider.requests.length === before) await new Promise(setImmediate);
    expect(provider.requests.at(-1)).toBe('POST /token');
    release();
    expect((await waiting).status).toBe(200);
  });
});

describe('tokens made to order', () => {
  it.each(['RS256', 'ES256'])('are right by default: %s', async (alg) => {
    const token = await provider.issueToken({ alg, claims: { groups: ['notes'] } });
    const { payload } = await jwtVerify(token, remoteKeys(), { issuer: provider.issuer, audience: 'sallyport' });
    expect(payload).toMatchObject({ sub: 'ada.example', groups: ['notes'] });
  });

  it.each([
    ['expired', { expiresIn: -60 }, 'ERR_JWT_EXPIRED'],
    ['not yet valid', { notBefore: 60 }, 'ERR_JWT_CLAIM_VALIDATION_FAILED'],
    ['for another audience', { audience: ['other'] }, 'ERR_JWT_CLAIM_VALIDATION_FAILED'],
    ['from another issuer', { issuer: 'https://evil.example' }, 'ERR_JWT_CLAIM_VALIDATION_FAILED'],
    ['without an expiry', { expiresIn: null }, 'ERR_JWT_CLAIM_VALIDATION_FAILED'],
  ])('%s', async (_name, options, code) => {
    const token = await provider.issueToken(options);
    const expected = { issuer: provider.issuer, audience: 'sallyport', requiredClaims: ['exp'] };
    await expect(jwtVerify(token, remoteKeys(), expected)).rejects.toMatchObject({ code });
  });

  it('signed by nobody or by a stranger', async () => {
    const keys = createLocalJWKSet({ keys: [...provider.jwks.keys] as never });
    await expect(jwtVerify(provider.unsignedToken(), keys)).rejects.toThrow();
    expect(provider.unsignedToken()).toMatch(/^[\w-]+\.[\w-]+\.$/);
    await expect(jwtVerify(await provider.foreignToken(), keys)).rejects.toMatchObject({
      code: 'ERR_JWS_SIGNATURE_VERIFICATION_FAILED',
    });
  });

  it('with the public key as an HMAC secret, and with any header', async () => {
    const [rsa] = provider.jwks.keys as readonly [JsonWebKey];
    const pem = createPublicKey({ key: rsa, format: 'jwk' }).export({ type: 'spki', format: 'pem' });
    const token = await provider.issueToken({ alg: 'HS256', key: Buffer.from(pem), typ: 'JWT', header: { kid: 'x' } });
    expect(decodeProtectedHeader(token)).toEqual({ alg: 'HS256', typ: 'JWT', kid: 'x' });
  });
});

describe('serving', () => {
  it('https, under its own certificate', async () => {
    const secure = await startIdentityProvider({ https: true, algorithm: 'ES256' });
    const body = await new Promise<string>((resolve, reject) => {
      get(`${secure.issuer}/.well-known/openid-configuration`, { ca: secure.ca }, (answer) => {
        text(answer).then(resolve, reject);
      }).on('error', reject);
    });
    expect(JSON.parse(body)).toMatchObject({ issuer: secure.issuer });
    await secure.close();
  });

  it('publishes no private key', async () => {
    const { keys } = (await (await fetch(`${provider.issuer}/jwks`)).json()) as { keys: Record<string, unknown>[] };
    expect(keys).toHaveLength(2);
    for (const key of [...keys, ...provider.jwks.keys]) expect(key).not.toHaveProperty('d');
  });

  it('prints nothing', () => {
    for (const spy of printed) expect(spy).not.toHaveBeenCalled();
  });
});
