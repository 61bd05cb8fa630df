import { inspect } from 'node:util';
import { type IdentityProvider, signIn, startIdentityProvider, TestClock } from '@sallyport/testkit';
import {
  allowInsecureRequests,
  discovery,
  initiateDeviceAuthorization,
  None,
  pollDeviceAuthorizationGrant,
} from 'openid-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { claimsOf } from './msal-provider.test-support.ts';
import { type OidcRefreshTokenOptions, oidcRefreshToken } from './oidc-refresh-token.ts';

const USER = { subject: 'ines.example', password: 'a-password-of-the-tests' };

let provider: IdentityProvider;
beforeAll(async () => {
  provider = await startIdentityProvider({ clients: [{ clientId: 'notes-cli', signsIn: true }], users: [USER] });
});
afterAll(() => provider.close());

/** What a login left behind. */
async function logIn(): Promise<string> {
  const execute = [allowInsecureRequests];
  const config = await discovery(new URL(provider.issuer), 'notes-cli', undefined, None(), { execute });
  const device = await initiateDeviceAuthorization(config, { scope: 'openid offline_access' });
  await signIn(device.verification_uri_complete ?? '', USER);
  return (await pollDeviceAuthorizationGrant(config, device)).refresh_token ?? '';
}

function source(options: Partial<OidcRefreshTokenOptions> & Pick<OidcRefreshTokenOptions, 'refreshToken'>) {
  return oidcRefreshToken({ issuer: provider.issuer, clientId: 'notes-cli', allowInsecureLoopback: true, ...options });
}

describe('oidcRefreshToken', () => {
  it('gets the person’s tokens again and again, following the rotation', async () => {
    const clock = new TestClock(Date.now());
    const kept: string[] = [];
    const refreshToken = await logIn();
    const tokens = source({ refreshToken, clock, onRotated: (next) => void kept.push(next) });
    const first = await tokens.getToken();
    expect(claimsOf(first.token).sub).toBe('ines.example');
    expect(await tokens.getToken()).toBe(first);
    clock.advance((first.expiresAt ?? 0) - clock.now());
    const second = await tokens.getToken();
    expect(second.token).not.toBe(first.token);
    expect(kept).toHaveLength(2);
    expect(new Set([refreshToken, ...kept]).size).toBe(3);
  });

  it('gives the ID token where that is what identifies the person', async () => {
    const token = await source({ refreshToken: await logIn(), use: 'id_token' }).getToken();
    expect(token.type).toBe('urn:ietf:params:oauth:token-type:id_token');
    expect(claimsOf(token.token)).toMatchObject({ sub: 'ines.example', aud: 'notes-cli' });
  });

  it('says what to do when the token is dead, and not which it was', async () => {
    const dead = 'dead-refresh-token-of-the-tests';
    const error = await source({ refreshToken: dead })
      .getToken()
      .catch((raised: unknown) => raised);
    expect(error).toMatchObject({ code: 'identity_unavailable', place: expect.stringContaining('log in again') });
    expect(inspect(error, { depth: null, showHidden: true })).not.toContain(dead);
  });

  it('refuses to start without one', () => {
    expect(() => source({ refreshToken: '' })).toThrow(expect.objectContaining({ code: 'config_invalid' }));
  });
});
