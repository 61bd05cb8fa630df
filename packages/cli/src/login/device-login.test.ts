import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { deviceLogin } from './device-login.ts';
import { discover } from './discover.ts';
import type { LoginPlace } from './login-place.ts';

/** What the token endpoint says next, and was asked for. */
let answers: (readonly [number, object])[] = [];
let asked = 0;
let issuer = '';
const DEVICE = {
  device_code: 'd',
  user_code: 'ABCD-EFGH',
  verification_uri: 'https://login.example',
  expires_in: 300,
  interval: 1,
};

/** RFC 8628 §3.2 and §3.5, in the order that a test wants. */
const server = createServer((request, response) => {
  const send = (status: number, body: object) => {
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  };
  request.resume();
  if (request.url === '/device') return send(200, DEVICE);
  if (request.url !== '/token') {
    const endpoints = { token_endpoint: `${issuer}/token`, device_authorization_endpoint: `${issuer}/device` };
    return send(200, { issuer, ...endpoints });
  }
  asked += 1;
  const [status, body] = answers.shift() ?? [500, {}];
  return send(status, body);
});

beforeAll(async () => {
  await once(server.listen(0, '127.0.0.1'), 'listening');
  issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => server.close());
beforeEach(() => {
  asked = 0;
});

async function login() {
  const place: LoginPlace = { issuer, clientId: 'sallyport-cli', scope: 'profile', parameters: {} };
  const shown: object[] = [];
  const provider = await discover(place);
  const show = async (prompt: object) => {
    shown.push(prompt);
  };
  return { token: await deviceLogin({ place, provider, show }), shown };
}

const PENDING = [400, { error: 'authorization_pending' }] as const;
const TOKEN = [200, { access_token: 'a-token', token_type: 'Bearer', expires_in: 60 }] as const;

describe('deviceLogin', () => {
  it('shows the code, asks until there is a token, and more slowly when told', async () => {
    answers = [PENDING, [400, { error: 'slow_down' }], TOKEN];
    expect(await login()).toEqual({
      token: { token: 'a-token', type: 'access_token' },
      shown: [{ url: 'https://login.example', code: 'ABCD-EFGH' }],
    });
    expect(asked).toBe(3);
  });

  it.each(['expired_token', 'access_denied', 'invalid_grant'])('ends with %s, without what was said', async (error) => {
    answers = [PENDING, [400, { error, error_description: 'marker-77' }]];
    await expect(login()).rejects.toMatchObject({
      code: 'login_failed',
      message: expect.not.stringContaining('marker'),
    });
    expect(asked).toBe(2);
  });
});

describe('discover', () => {
  it.each(['http://login.example', 'nothing', 'http://127.0.0.1:9'])('refuses %s', async (elsewhere) => {
    const place = { issuer: elsewhere, clientId: 'x', scope: 'openid', parameters: {} };
    await expect(discover(place)).rejects.toMatchObject({ code: 'identity_unavailable' });
  });

  it('refuses an issuer that calls itself another', async () => {
    const place = { issuer: `${issuer}/other`, clientId: 'x', scope: 'openid', parameters: {} };
    await expect(discover(place)).rejects.toMatchObject({ code: 'identity_unavailable' });
  });
});
