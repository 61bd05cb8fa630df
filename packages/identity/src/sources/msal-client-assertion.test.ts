import { randomUUID, sign } from 'node:crypto';
import { type SelfSigned, selfSigned } from '@sallyport/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { msalClientCredential } from './msal-client-credential.ts';
import { claimsOf, type MsalProvider, startMsalProvider } from './msal-provider.test-support.ts';

let msal: MsalProvider;
let workload: SelfSigned;
let asked = 0;
beforeAll(async () => {
  workload = await selfSigned('rsa');
  const publicJwk = { ...workload.publicKey.export({ format: 'jwk' }), alg: 'RS256' };
  msal = await startMsalProvider({ clients: [{ clientId: 'batch-app', publicJwk }] });
});
afterAll(() => msal.close());

/** RFC 7523 §3, RFC 7515 §7.1. */
async function assertion(subject = 'batch-app'): Promise<string> {
  asked += 1;
  const now = Math.floor(Date.now() / 1000);
  const { issuer: aud } = msal.provider;
  const claims = { iss: subject, sub: subject, aud, iat: now, exp: now + 60, jti: randomUUID() };
  const parts = [{ alg: 'RS256' }, claims].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'));
  const signed = parts.join('.');
  return `${signed}.${sign('sha256', Buffer.from(signed), workload.privateKey).toString('base64url')}`;
}

function source(clientAssertion: () => Promise<string>) {
  const { authority } = msal;
  return msalClientCredential({ ...authority, clientId: 'batch-app', clientAssertion, scopes: ['api/.default'] });
}

describe('msalClientCredential with an assertion', () => {
  it('asks for a new one for each token, and for none while a token is good', async () => {
    const tokens = source(() => assertion());
    expect(claimsOf((await tokens.getToken()).token)).toMatchObject({ sub: 'batch-app', aud: 'sallyport' });
    await tokens.getToken();
    expect(asked).toBe(1);
    await source(() => assertion()).getToken();
    expect(asked).toBe(2);
  });

  it('says what to do when the provider does not trust it', async () => {
    await expect(source(() => assertion('somebody-else')).getToken()).rejects.toMatchObject({
      code: 'identity_unavailable',
      place: expect.stringContaining('the provider refused'),
    });
  });

  it('keeps to itself why it could not be made', async () => {
    const failing = source(() => Promise.reject(new Error('pkcs11: pin 4711 of the tests refused')));
    const error = await failing.getToken().catch((raised: unknown) => raised);
    expect(error).toMatchObject({ code: 'identity_unavailable' });
    expect(String((error as Error).stack)).not.toContain('4711');
  });
});
