import { createHash, randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import { decodeJwt } from 'jose';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { closeServer, listen } from '../listen.ts';
import { signIn } from './sign-in.ts';
import { type IdentityProvider, startIdentityProvider } from './start-identity-provider.ts';

const printed = [vi.spyOn(console, 'warn'), vi.spyOn(console, 'info'), vi.spyOn(console, 'error')];
const GRACE = { subject: 'grace.example', password: 'invented', claims: { groups: ['platform'] } };
const CLIENT = 'sallyport-cli';
const DEVICE = 'urn:ietf:params:oauth:grant-type:device_code';

let provider: IdentityProvider;
let callback = '';
const landing = createServer((_request, response) => response.end('landed'));
beforeAll(async () => {
  provider = await startIdentityProvider({ clients: [{ clientId: CLIENT, signsIn: true }], users: [GRACE] });
  callback = `http://127.0.0.1:${await listen(landing)}/callback`;
});
afterAll(async () => {
  await Promise.all([provider.close(), closeServer(landing)]);
});

async function post(path: string, form: Record<string, string>) {
  const answer = await fetch(`${provider.issuer}${path}`, {
    method: 'POST',
    body: new URLSearchParams({ client_id: CLIENT, ...form }),
  });
  return { status: answer.status, json: (await answer.json()) as Record<string, string> };
}

function authorizationUrl(more: Record<string, string>): string {
  const asked = { client_id: CLIENT, response_type: 'code', redirect_uri: callback, scope: 'openid', ...more };
  return `${provider.issuer}/auth?${new URLSearchParams(asked)}`;
}

/** RFC 7636 §4.2 */
const challengeOf = (verifier: string) => createHash('sha256').update(verifier).digest('base64url');

describe('the authorization code', () => {
  it('is given to whoever signs in, and changed for tokens with the groups, which can be refreshed', async () => {
    const verifier = randomBytes(32).toString('base64url');
    const proof = { code_challenge: challengeOf(verifier), code_challenge_method: 'S256' };
    const landed = await signIn(authorizationUrl({ ...proof, state: 'a-state', nonce: 'a-nonce' }), GRACE);
    expect(landed).toMatchObject({ status: 200, body: 'landed' });
    const { code = '', state } = Object.fromEntries(new URL(landed.url).searchParams);
    expect(state).toBe('a-state');
    const form = { grant_type: 'authorization_code', code, redirect_uri: callback };
    expect(await post('/token', { ...form, code_verifier: randomBytes(32).toString('base64url') })).toMatchObject({
      json: { error: 'invalid_grant' },
    });
    const { json } = await post('/token', { ...form, code_verifier: verifier });
    const who = { sub: 'grace.example', groups: ['platform'] };
    expect(decodeJwt(json.id_token ?? '')).toMatchObject({ ...who, aud: CLIENT, nonce: 'a-nonce' });
    expect(decodeJwt(json.access_token ?? '')).toMatchObject({ ...who, aud: 'sallyport', client_id: CLIENT });
    const again = await post('/token', { grant_type: 'refresh_token', refresh_token: json.refresh_token ?? '' });
    expect(decodeJwt(again.json.access_token ?? '')).toMatchObject(who);
  });

  it('is not given without a challenge, nor for a wrong password', async () => {
    const bare = new URL((await signIn(authorizationUrl({}), GRACE)).url);
    expect(bare.searchParams.get('error')).toBe('invalid_request');
    const proof = { code_challenge: challengeOf('x'.repeat(43)), code_challenge_method: 'S256' };
    const refused = await signIn(authorizationUrl(proof), { ...GRACE, password: 'wrong' });
    expect(refused).toMatchObject({ status: 401, body: expect.stringContaining('is wrong') });
  });
});

describe('the device code', () => {
  it('gives tokens once its user has signed in', async () => {
    const { json: device } = await post('/devicecode', { scope: 'openid' });
    expect(device).toMatchObject({ interval: 1, user_code: expect.stringMatching(/^[A-Z]{4}-[A-Z]{4}$/) });
    const ask = () => post('/token', { grant_type: DEVICE, device_code: device.device_code ?? '' });
    expect((await ask()).json.error).toBe('authorization_pending');
    expect(await signIn(device.verification_uri_complete ?? '', GRACE)).toMatchObject({
      body: expect.stringContaining('Signed in'),
    });
    expect(decodeJwt((await ask()).json.id_token ?? '')).toMatchObject({ sub: 'grace.example', groups: ['platform'] });
  });
});

describe('serving users', () => {
  it('prints nothing', () => {
    for (const spy of printed) expect(spy).not.toHaveBeenCalled();
  });
});
