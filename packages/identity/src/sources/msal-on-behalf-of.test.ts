import { inspect } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type MsalOnBehalfOfOptions, msalOnBehalfOf } from './msal-on-behalf-of.ts';
import { claimsOf, type MsalProvider, startMsalProvider } from './msal-provider.test-support.ts';

const CLIENT = { clientId: 'notes-app', clientSecret: 'a-secret-of-the-tests' };

let msal: MsalProvider;
beforeAll(async () => {
  msal = await startMsalProvider({ clients: [CLIENT] });
});
afterAll(() => msal.close());

function source(options: Partial<MsalOnBehalfOfOptions> & { readonly userToken: string }) {
  return msalOnBehalfOf({ ...msal.authority, ...CLIENT, scopes: ['api://companion/.default'], ...options });
}

/** The token by which a user calls the application. */
function userToken(audience = 'notes-app', subject = 'ines.example'): Promise<string> {
  return msal.provider.issueToken({ subject, audience });
}

describe('msalOnBehalfOf', () => {
  it('gets a token for the user who called, and asks for no other while that is good', async () => {
    const before = msal.provider.requests.length;
    const tokens = source({ userToken: await userToken() });
    const first = await tokens.getToken();
    expect(claimsOf(first.token)).toMatchObject({ sub: 'ines.example', aud: 'sallyport', client_id: 'notes-app' });
    expect(await tokens.getToken()).toBe(first);
    const asked = msal.provider.requests.slice(before).filter((line) => line.startsWith('POST /token'));
    expect(asked).toHaveLength(1);
  });

  it('never gives one user what another was given', async () => {
    const [ines, omar] = [
      source({ userToken: await userToken() }),
      source({ userToken: await userToken('notes-app', 'omar.example') }),
    ];
    await ines.getToken();
    expect(claimsOf((await omar.getToken()).token).sub).toBe('omar.example');
    expect(claimsOf((await ines.getToken()).token).sub).toBe('ines.example');
  });

  it('gets none for a token that was meant for somebody else, and says what to do', async () => {
    const stolen = await userToken('another-app');
    const error = await source({ userToken: stolen })
      .getToken()
      .catch((raised: unknown) => raised);
    expect(error).toMatchObject({ code: 'identity_unavailable', place: expect.stringContaining('fresh token') });
    expect(inspect(error, { depth: null, showHidden: true })).not.toContain(stolen);
  });

  it('refuses to start without a user', () => {
    expect(() => source({ userToken: '' })).toThrow(expect.objectContaining({ code: 'config_invalid' }));
  });
});
