import { signIn } from '@sallyport/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DevicePrompt, type MsalDeviceCodeOptions, msalDeviceCode } from './msal-device-code.ts';
import { claimsOf, type MsalProvider, startMsalProvider } from './msal-provider.test-support.ts';

const USER = { subject: 'ines.example', password: 'a-password-of-the-tests', claims: { groups: ['notes'] } };

let msal: MsalProvider;
beforeAll(async () => {
  msal = await startMsalProvider({ clients: [{ clientId: 'notes-cli', signsIn: true }], users: [USER] });
});
afterAll(() => msal.close());

/** MSAL calls the grant by a name that is Entra's own, beside that of RFC 8628 §3.4. */
const asEntra: typeof globalThis.fetch = (url, init) => {
  const body = typeof init?.body === 'string' ? new URLSearchParams(init.body) : undefined;
  if (body?.get('grant_type') !== 'device_code') return fetch(url, init);
  body.set('grant_type', 'urn:ietf:params:oauth:grant-type:device_code');
  return fetch(url, { ...init, body: body.toString() });
};

function source(options: Partial<MsalDeviceCodeOptions> & Pick<MsalDeviceCodeOptions, 'prompt'>) {
  return msalDeviceCode({ ...msal.authority, clientId: 'notes-cli', scopes: ['openid'], fetch: asEntra, ...options });
}

describe('msalDeviceCode', () => {
  it('shows a code, waits for the person, and asks no more while the token is good', async () => {
    const shown: DevicePrompt[] = [];
    const tokens = source({
      prompt: (prompt) => {
        shown.push(prompt);
        void signIn(`${prompt.verificationUri}?user_code=${prompt.userCode}`, USER);
      },
    });
    const first = await tokens.getToken();
    expect(claimsOf(first.token)).toMatchObject({ sub: 'ines.example', iss: msal.provider.issuer });
    expect(await tokens.getToken()).toBe(first);
    expect(shown).toHaveLength(1);
    expect(shown[0]?.expiresIn).toBeGreaterThan(60);
  });

  it('gives up with the caller, and after the time the person has', async () => {
    const controller = new AbortController();
    const leaving = source({ prompt: () => controller.abort() }).getToken({ signal: controller.signal });
    await expect(leaving).rejects.toMatchObject({ code: 'cancelled' });
    const waiting = source({ prompt: () => undefined, timeoutMs: 300 }).getToken();
    await expect(waiting).rejects.toMatchObject({ code: 'identity_unavailable' });
  });

  it('refuses plain http', () => {
    expect(() => source({ prompt: () => undefined, authority: 'http://login.example' })).toThrow(
      expect.objectContaining({ code: 'config_invalid' }),
    );
  });
});
