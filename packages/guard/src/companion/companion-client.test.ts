import { type CompanionStandIn, startCompanionStandIn, TestClock } from '@sallyport/testkit';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { someToken } from '../guarded-calls.test-support.ts';
import { jwtClaims } from '../signing/jwt-claims.ts';
import { CompanionClient } from './companion-client.ts';
import { CompanionHttp } from './companion-http.ts';
import { CorrectedClock } from './corrected-clock.ts';

const HOUR_MS = 3_600_000;
const identity = { issuer: 'https://idp.example', subject: 'notes-app' };
let companion: CompanionStandIn;
let theirs: TestClock;

beforeEach(async () => {
  theirs = new TestClock();
  companion = await startCompanionStandIn({ clock: theirs });
});
afterEach(() => companion.close());

function clientOf({ clock = theirs, url = companion.url, getToken = async () => someToken() } = {}) {
  const http = new CompanionHttp(new URL(url));
  return new CompanionClient({
    http,
    connection: 'openai',
    tokenSource: { getToken },
    clock: new CorrectedClock(clock),
  });
}

const failure = (call: Promise<unknown>) => call.catch((cause: unknown) => cause);
const events = { method: 'POST', path: '/v1/events', body: '{}', maxBytes: 9_999, identity } as const;

describe('the grant of a client', () => {
  it('is exchanged after RFC 8693 with a proof, once for all who ask at the same time, and kept', async () => {
    const token = someToken();
    const client = clientOf({ getToken: async () => token });
    const [one, two] = await Promise.all([client.grant(), client.grant(), client.grant()]);
    expect(await client.grant()).toBe(one);
    expect(two).toBe(one);
    expect(client.latest).toBe(one);
    expect(companion.exchanges.map((form) => Object.fromEntries(form))).toEqual([
      {
        grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
        subject_token: token.token,
        subject_token_type: token.type,
        audience: 'openai',
      },
    ]);
    const proof = jwtClaims(String(companion.controls[0]?.headers.dpop)) ?? {};
    expect(Object.keys(proof).sort()).toEqual(['htm', 'htu', 'iat', 'jti']);
  });

  it('knows whom it names and the key it is bound to', async () => {
    const grant = await clientOf().grant();
    expect(grant.identity).toEqual(identity);
    expect(jwtClaims(grant.token)).toMatchObject({ cnf: { jkt: grant.signer.kid } });
  });

  it('is exchanged anew shortly before it expires, and after it was dropped', async () => {
    const client = clientOf();
    client.drop(await client.grant());
    await client.grant();
    expect(companion.exchanges).toHaveLength(2);
    theirs.advance(880_000);
    await client.grant();
    expect(companion.exchanges).toHaveLength(3);
  });

  it('may be held by two clients that present one token', async () => {
    const token = someToken();
    const getToken = async () => token;
    await clientOf({ getToken }).grant();
    expect((await clientOf({ getToken }).grant()).identity).toEqual(identity);
  });

  it.each([
    ['a known code', { status: 400, body: '{"error":"invalid_request","code":"token_expired"}' }, 'token_expired'],
    ['an unknown code', { status: 400, body: '{"error":"invalid_request","code":"constructor"}' }, 'companion_invalid'],
    ['no JSON', { status: 502, body: '<p>bad gateway</p>' }, 'companion_invalid'],
    ['a grant without a token', { body: '{"token_type":"DPoP","expires_in":1}' }, 'companion_invalid'],
    ['a grant that is no JWT', granted({ access_token: 'opaque' }), 'companion_invalid'],
    ['a grant that serves whoever bears it', granted({ token_type: 'Bearer' }), 'companion_invalid'],
    ['a grant bound to another key', granted({}), 'companion_invalid'],
    ['a grant without an expiry', granted({ expires_in: '900' }), 'companion_invalid'],
    ['a redirect', { status: 302, body: '' }, 'companion_invalid'],
    ['an answer too large', { body: ' '.repeat(65_537) }, 'companion_invalid'],
  ])('is not had by %s, and the error does not hold the token', async (_, answer, code) => {
    companion.control = () => answer;
    const token = someToken();
    const error = await failure(clientOf({ getToken: async () => token }).grant());
    expect(error).toMatchObject({ code });
    expect(JSON.stringify([String(error), Object.entries(error as object)])).not.toContain(token.token);
  });

  it('is asked for again the next time when nobody answers', async () => {
    const client = clientOf();
    await companion.stop();
    expect(await failure(client.grant())).toMatchObject({ code: 'companion_unreachable' });
    expect(await failure(client.grant())).toMatchObject({ code: 'companion_unreachable' });
    await companion.restart();
    expect((await client.grant()).identity).toEqual(identity);
  });

  it('is awaited no longer than the caller wants, and others go on waiting', async () => {
    const controller = new AbortController();
    const client = clientOf();
    const leaving = client.grant(controller.signal);
    const staying = client.grant();
    controller.abort();
    expect(await failure(leaving)).toMatchObject({ code: 'cancelled' });
    expect((await staying).identity).toEqual(identity);
    expect(companion.exchanges).toHaveLength(1);
  });
});

describe('a client whose clock is wrong', () => {
  it.each([
    ['fast by hours', 5 * HOUR_MS],
    ['slow by hours', -7 * HOUR_MS],
    ['fast by 20 seconds', 20_000],
    ['slow by 2 minutes', -120_000],
  ])('sets it by the companion when it is %s, once', async (_, offset) => {
    const client = clientOf({ clock: new TestClock(theirs.now() + offset) });
    await client.grant();
    expect(companion.refusals).toEqual(['proof_time']);
    expect(
      (await client.call({ ...events, body: '{"events":["x"]}', headers: { 'content-type': 'application/json' } }))
        .status,
    ).toBe(200);
    expect(companion.refusals).toHaveLength(1);
  });

  it('is refused when it is off by more than a day, or the companion does not say what time it is', async () => {
    const far = clientOf({ clock: new TestClock(theirs.now() + 25 * HOUR_MS) });
    expect(await failure(far.grant())).toMatchObject({ code: 'proof_time' });
    expect(companion.exchanges).toHaveLength(1);
    companion.control = () => ({ status: 400, headers: { date: 'soon' }, body: '{"code":"proof_time"}' });
    expect(await failure(clientOf().grant())).toMatchObject({ code: 'proof_time' });
  });

  it('is refused when setting it did not help', async () => {
    companion.control = () => ({ status: 400, body: '{"code":"proof_time"}' });
    expect(await failure(clientOf().grant())).toMatchObject({ code: 'proof_time' });
    expect(companion.controls).toHaveLength(2);
  });

  it('keeps a grant for as long as it lasts, however the clock was set', async () => {
    const clock = new TestClock(theirs.now() - 5 * HOUR_MS);
    const client = clientOf({ clock });
    const grant = await client.grant();
    clock.advance(800_000);
    expect(await client.grant()).toBe(grant);
    clock.advance(80_000);
    theirs.advance(880_000);
    expect(await client.grant()).not.toBe(grant);
  });

  it('sets it in mid-life as well', async () => {
    const clock = new TestClock(theirs.now());
    const client = clientOf({ clock });
    await client.grant();
    clock.advance(-2 * HOUR_MS);
    const answer = await client.call({ ...events, headers: { 'content-type': 'application/json' } });
    expect([companion.refusals, answer.status]).toEqual([['proof_time', 'request_invalid'], 400]);
  });
});

describe('a control call', () => {
  it('has a fresh proof that names method, path, grant and time, and no intent', async () => {
    const client = clientOf();
    await client.call(events);
    await client.call(events);
    const sent = companion.controls.filter(({ path }) => path === '/v1/events').map(({ headers }) => headers);
    const proofs = sent.map(({ dpop }) => jwtClaims(String(dpop)));
    expect(proofs[0]).toMatchObject({
      htm: 'POST',
      htu: `${companion.url}/v1/events`,
      iat: Math.floor(theirs.now() / 1000),
      ath: (await client.grant()).tokenHash,
    });
    expect(proofs[0]).not.toHaveProperty('sallyport');
    expect(proofs[1]?.jti).not.toBe(proofs[0]?.jti);
    expect(sent[0]?.authorization).toBe(`DPoP ${companion.grants[0]}`);
  });

  it('is made once more with a new grant when the old one is refused, and not a third time', async () => {
    const client = clientOf();
    let refusals = 0;
    companion.control = ({ path }) => {
      if (path !== '/v1/events') return undefined;
      refusals += 1;
      return { status: 401, body: '{"code":"token_expired"}' };
    };
    expect((await client.call(events)).status).toBe(401);
    expect([refusals, companion.grants.length]).toEqual([2, 2]);
  });

  it.each(['proof_replayed', 'proof_key', 'proof_invalid'])('is not made again after %s', async (code) => {
    const client = clientOf();
    companion.control = ({ path }) => (path === '/v1/events' ? { status: 401, body: `{"code":"${code}"}` } : undefined);
    expect((await client.call(events)).status).toBe(401);
    expect(companion.controls.filter(({ path }) => path === '/v1/events')).toHaveLength(1);
  });

  it('is not made in the name of somebody else', async () => {
    const client = clientOf();
    const other = { ...identity, subject: 'somebody-else' };
    expect(await failure(client.call({ ...events, identity: other }))).toMatchObject({ code: 'identity_unavailable' });
    expect(companion.controls.some(({ path }) => path === '/v1/events')).toBe(false);
  });
});

describe('a companion that wants nonces', () => {
  const nonces = () => companion.controls.map(({ headers }) => jwtClaims(String(headers.dpop))?.nonce);

  it('is given the one it asked for, once, and from then on the latest', async () => {
    companion.nonce = 'one';
    const client = clientOf();
    await client.grant();
    expect([nonces(), companion.refusals]).toEqual([[undefined, 'one'], ['proof_nonce']]);
    companion.nonce = 'two';
    expect((await client.call({ ...events, headers: { 'content-type': 'application/json' } })).status).toBe(400);
    expect(nonces().slice(2)).toEqual(['one', 'two']);
    client.drop(await client.grant());
    await client.grant();
    expect(nonces().at(-1)).toBe('two');
    expect(companion.grants).toHaveLength(2);
  });

  it('is not asked a third time when the nonce it gave does not do', async () => {
    const refusal = { status: 400, headers: { 'dpop-nonce': 'one' }, body: '{"code":"proof_nonce"}' };
    companion.control = () => refusal;
    expect(await failure(clientOf().grant())).toMatchObject({ code: 'proof_nonce' });
    expect(nonces()).toEqual([undefined, 'one']);
  });

  it('is not asked again when it gives none', async () => {
    companion.control = () => ({ status: 400, body: '{"code":"proof_nonce"}' });
    expect(await failure(clientOf().grant())).toMatchObject({ code: 'proof_nonce' });
    expect(nonces()).toEqual([undefined]);
  });

  it('gets through to a client whose clock is wrong as well', async () => {
    companion.nonce = 'one';
    await clientOf({ clock: new TestClock(theirs.now() + HOUR_MS) }).grant();
    expect(companion.refusals).toEqual(['proof_time']);
  });
});

/** An answer whose grant is bound to a key of nobody. */
function granted(own: object) {
  const claims = { sub: 'a', subject_issuer: 'b', cnf: { jkt: 'another' } };
  const token = `e30.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.e30`;
  return { body: JSON.stringify({ access_token: token, token_type: 'DPoP', expires_in: 900, ...own }) };
}
