import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { startIdentityProvider } from '@sallyport/testkit';
import { describe, expect, it } from 'vitest';
import { ISSUER, issuerFixture, OWN, publicJwk } from './issuer-fixture.test-support.ts';
import { identityTokenVerifier } from './verify-identity-token.ts';

const stranger = generateKeyPairSync('rsa', { modulusLength: 2048 });
const second = generateKeyPairSync('rsa', { modulusLength: 2048 });
const elliptic = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const secondJwk = publicJwk(second.publicKey, { kid: 'second' });
const pem = Buffer.from(createPublicKey(OWN.key).export({ type: 'spki', format: 'pem' }));
const MINUTE = 60_000;

describe('a token', () => {
  it('that is right says who, until when, since when, and its id', async () => {
    const { clock, verifyClaims } = issuerFixture();
    const now = Math.floor(clock.now() / 1000);
    expect(await verifyClaims({ jti: 't1', azp: 'notes-app', groups: ['nurses', 7, ''] })).toEqual({
      caller: { issuer: ISSUER, subject: 'ada.example', groups: ['nurses'], client: 'notes-app' },
      expiresAt: now + 300,
      issuedAt: now,
      tokenId: 't1',
    });
  });

  it.each<[string, object, string]>([
    ['for another audience', { aud: 'elsewhere' }, 'token_audience'],
    ['for several others', { aud: ['elsewhere', 'sallyport2'] }, 'token_audience'],
    ['whose audience is an object', { aud: { 0: 'sallyport' } }, 'token_audience'],
    ['of another issuer', { iss: 'https://login.example' }, 'token_issuer'],
    ['of no issuer', { iss: undefined }, 'token_issuer'],
    ['whose issuer is a number', { iss: 5 }, 'token_issuer'],
    ['whose issuer is a list', { iss: [ISSUER] }, 'token_issuer'],
    ['whose subject is a list', { sub: ['ada.example'] }, 'token_invalid'],
    ['whose subject holds a line break', { sub: 'ada\nexample' }, 'token_invalid'],
    ['whose subject is half a character', { sub: 'ada\ud800' }, 'token_invalid'],
    ['whose subject is too long', { sub: 'a'.repeat(2049) }, 'token_invalid'],
    ['that never ends', { exp: 1e300 }, 'token_invalid'],
    ['whose issue time is text', { iat: 'now' }, 'token_invalid'],
  ])('%s is refused', async (_, claims, code) => {
    const { sign, verify } = issuerFixture();
    expect(await verify(await sign(claims))).toBe(code);
  });

  it('may be for one of several audiences', async () => {
    const { verifyClaims } = issuerFixture({ audience: ['sallyport', 'api://sallyport'] });
    expect(await verifyClaims({ aud: 'api://sallyport' })).toMatchObject({ caller: { subject: 'ada.example' } });
    expect(await verifyClaims({ aud: 'api://other' })).toBe('token_audience');
  });

  it('is taken no sooner and no later than the clocks may differ', async () => {
    for (const [config, seconds] of [
      [{}, 30],
      [{ clockToleranceSeconds: 0 }, 0],
      [{ clockToleranceSeconds: 120 }, 120],
    ] as const) {
      const { clock, verifyClaims } = issuerFixture(config);
      const now = Math.floor(clock.now() / 1000);
      const right = { caller: { subject: 'ada.example' } };
      expect(await verifyClaims({ iat: now - 600, exp: now - seconds + 1 })).toMatchObject(right);
      expect(await verifyClaims({ iat: now - 600, exp: now - seconds })).toBe('token_expired');
      expect(await verifyClaims({ nbf: now + seconds })).toMatchObject(right);
      expect(await verifyClaims({ nbf: now + seconds + 1 })).toBe('token_not_yet_valid');
      expect(await verifyClaims({ iat: now + seconds })).toMatchObject(right);
      expect(await verifyClaims({ iat: now + seconds + 1 })).toBe('token_not_yet_valid');
    }
  });

  it('may be too old, whatever its end, and must then say when it was issued', async () => {
    const { clock, verifyClaims } = issuerFixture({ maxAgeSeconds: 600 });
    const now = Math.floor(clock.now() / 1000);
    expect(await verifyClaims({ iat: now - 630 })).toMatchObject({ issuedAt: now - 630 });
    expect(await verifyClaims({ iat: now - 631 })).toBe('token_expired');
    expect(await verifyClaims({ iat: undefined })).toBe('token_invalid');
  });

  it('must come through one of the clients, where they are listed, by any of the names for a client', async () => {
    const { verifyClaims } = issuerFixture({ clients: ['notes-app'] });
    for (const name of ['client_id', 'azp', 'cid', 'appid']) {
      expect(await verifyClaims({ [name]: 'notes-app' })).toMatchObject({ caller: { client: 'notes-app' } });
      expect(await verifyClaims({ [name]: 'other-app' })).toBe('identity_not_allowed');
    }
    expect(await verifyClaims({})).toBe('identity_not_allowed');
  });

  it('of SAML is refused where no SAML issuer is known', async () => {
    expect(await issuerFixture().verify('PHNhbWw-', 'saml2')).toBe('token_issuer');
  });

  it('longer than 16,384 characters is refused before it is read', async () => {
    const { sign, verify, asked } = issuerFixture();
    expect(await verify(await sign({ filler: 'x'.repeat(16_384) }))).toBe('token_invalid');
    expect(asked).toEqual([]);
  });
});

describe('what a header says of keys is not believed:', () => {
  it.each<[string, object]>([
    ['jku', { jku: 'https://evil.example/jwks' }],
    ['x5u', { x5u: 'https://evil.example/cert' }],
    ['jwk', { jwk: publicJwk(stranger.publicKey) }],
    ['x5c', { x5c: ['MIIB'] }],
    ['b64', { b64: true, crit: ['b64'] }],
    ['a kid that is a path', { kid: '../../../../dev/null' }],
    ['a kid that is SQL', { kid: "own'--" }],
    ['a kid with a line break', { kid: 'own\n' }],
    ['a kid with a null character', { kid: 'own\0' }],
    ['an empty kid', { kid: '' }],
    ['a kid of 257 characters', { kid: 'k'.repeat(257) }],
    ['a kid of a prototype', { kid: '__proto__' }],
    ['a kid in other letters', { kid: 'OWN' }],
  ])('%s', async (_, header) => {
    const { sign, verify, asked } = issuerFixture();
    expect(await verify(await sign({}, { header }))).toBe('token_invalid');
    expect(asked.filter((url) => !url.startsWith(ISSUER))).toEqual([]);
  });

  it.each([[7], [null], [['own']], [{ own: true }], [true]])('a kid that is %j', async (kid) => {
    const { sign, verify } = issuerFixture();
    const [, payload, signature] = (await sign()).split('.');
    const header = Buffer.from(JSON.stringify({ alg: 'RS256', kid })).toString('base64url');
    expect(await verify([header, payload, signature].join('.'))).toBe('token_invalid');
  });

  it.each<[string, string]>([
    ['crit', '{"alg":"RS256","kid":"own","crit":["exp"]}'],
    ['crit that is empty', '{"alg":"RS256","kid":"own","crit":[]}'],
    ['zip', '{"alg":"RS256","kid":"own","zip":"DEF"}'],
  ])('%s', async (_, text) => {
    const { sign, verify, asked } = issuerFixture();
    const [, payload, signature] = (await sign()).split('.');
    expect(await verify([Buffer.from(text).toString('base64url'), payload, signature].join('.'))).toBe('token_invalid');
    expect(asked).toEqual([]);
  });
});

describe('the algorithm of a token', () => {
  it.each([
    ['HS256 with the public key', { alg: 'HS256' }, pem, 'token_algorithm'],
    ['PS256 of the same key', { alg: 'PS256' }, OWN.key, 'token_algorithm'],
    ['ES256 of an EC key under the name of the RSA key', { alg: 'ES256' }, elliptic.privateKey, 'token_invalid'],
    ['RS256 of a stranger', {}, stranger.privateKey, 'token_invalid'],
  ])('cannot be switched: %s', async (_, header, key, code) => {
    const { sign, verify } = issuerFixture();
    expect(await verify(await sign({}, { header, key }))).toBe(code);
  });

  it.each(['none', 'None', 'NONE', '', 'rs256', 'RS256 '])('cannot be %j', async (alg) => {
    const { sign, verify } = issuerFixture();
    const [, payload, signature] = (await sign()).split('.');
    const header = Buffer.from(JSON.stringify({ alg, kid: 'own' })).toString('base64url');
    expect(await verify(`${header}.${payload}.`)).toBe('token_algorithm');
    expect(await verify(`${header}.${payload}.${signature}`)).toBe('token_algorithm');
  });
});

describe('the key of a token', () => {
  it('need not be named where there is only one that fits, and must where there are several', async () => {
    const fixture = issuerFixture();
    const unnamed = await fixture.sign({}, { header: { kid: undefined } });
    fixture.keys = [OWN.jwk, publicJwk(elliptic.publicKey)];
    expect(await fixture.verify(unnamed)).toMatchObject({ caller: { subject: 'ada.example' } });
    const several = issuerFixture();
    several.keys = [OWN.jwk, secondJwk];
    expect(await several.verify(unnamed)).toBe('token_invalid');
    expect(await several.verify(await several.sign())).toMatchObject({ caller: { subject: 'ada.example' } });
  });

  it('is not the weak one that the set names', async () => {
    const fixture = issuerFixture();
    fixture.keys = [{ ...OWN.jwk, e: 'AQ' }];
    expect(await fixture.verify(await fixture.sign())).toBe('token_invalid');
  });

  it('is none while the set names two alike', async () => {
    const fixture = issuerFixture();
    fixture.keys = [OWN.jwk, { ...secondJwk, kid: 'own' }];
    expect(await fixture.verify(await fixture.sign())).toBe('issuer_unavailable');
  });
});

describe('keys', () => {
  const sets = (asked: readonly string[]): number => asked.filter((url) => url.endsWith('jwks')).length;

  it('are fetched once for all who wait, and again when they age', async () => {
    const { sign, verify, asked, clock } = issuerFixture();
    await Promise.all(Array.from({ length: 20 }, async () => verify(await sign())));
    expect(sets(asked)).toBe(1);
    clock.advance(10 * MINUTE - 1);
    await verify(await sign());
    expect(sets(asked)).toBe(1);
    clock.advance(1);
    await verify(await sign());
    expect(sets(asked)).toBe(2);
  });

  it('are fetched again for a name that is not known, but not more often than every half minute', async () => {
    const fixture = issuerFixture();
    const { sign, verify, asked, clock } = fixture;
    await verify(await sign());
    clock.advance(MINUTE);
    fixture.keys = [OWN.jwk, secondJwk];
    const rotated = () => sign({}, { header: { kid: 'second' }, key: second.privateKey });
    expect(await verify(await rotated())).toMatchObject({ caller: { subject: 'ada.example' } });
    expect(sets(asked)).toBe(2);
    for (let n = 0; n < 50; n += 1) {
      expect(await verify(await sign({}, { header: { kid: `made-up-${n}` } }))).toBe('token_invalid');
    }
    expect(sets(asked)).toBe(2);
    clock.advance(MINUTE);
    expect(await verify(await sign({}, { header: { kid: 'made-up' } }))).toBe('token_invalid');
    expect(sets(asked)).toBe(3);
  });

  it('that were withdrawn do not serve once the set is fetched again', async () => {
    const fixture = issuerFixture();
    await fixture.verify(await fixture.sign());
    fixture.keys = [secondJwk];
    fixture.clock.advance(10 * MINUTE);
    expect(await fixture.verify(await fixture.sign())).toBe('token_invalid');
  });

  it('serve an hour while the issuer is down, which is asked every half minute, and then no more', async () => {
    const fixture = issuerFixture();
    const { sign, verify, asked, clock } = fixture;
    await verify(await sign());
    fixture.keys = undefined;
    clock.advance(59 * MINUTE);
    const before = asked.length;
    for (let n = 0; n < 10; n += 1) expect(await verify(await sign())).toMatchObject({ issuedAt: expect.anything() });
    expect(asked.length - before).toBe(1);
    clock.advance(MINUTE);
    expect(await verify(await sign())).toBe('issuer_unavailable');
    fixture.keys = [OWN.jwk];
    clock.advance(MINUTE);
    expect(await verify(await sign())).toMatchObject({ issuedAt: expect.anything() });
  });

  it('are asked for once a second at most where there never were any', async () => {
    const fixture = issuerFixture();
    const { sign, verify, asked, clock } = fixture;
    fixture.keys = undefined;
    const token = await sign();
    for (let n = 0; n < 10; n += 1) expect(await verify(token)).toBe('issuer_unavailable');
    expect(asked).toHaveLength(1);
    fixture.keys = [OWN.jwk];
    clock.advance(1000);
    expect(await verify(token)).toMatchObject({ issuedAt: expect.anything() });
  });

  it('are fetched again when the clock was turned back', async () => {
    const { sign, verify, asked, clock } = issuerFixture();
    await verify(await sign());
    clock.advance(-MINUTE);
    expect(await verify(await sign())).toMatchObject({ issuedAt: expect.anything() });
    expect(sets(asked)).toBe(2);
  });
});

describe('two issuers', () => {
  it('each prove their own tokens, and neither proves the other’s', async () => {
    const [one, two] = await Promise.all([startIdentityProvider(), startIdentityProvider({ algorithm: 'ES256' })]);
    const algorithms = ['RS256', 'ES256'] as const;
    const verify = identityTokenVerifier([one, two].map(({ issuer, audience }) => ({ issuer, audience, algorithms })));
    for (const provider of [one, two]) {
      const { caller } = await verify({ token: await provider.issueToken(), type: 'access_token' });
      expect(caller).toMatchObject({ issuer: provider.issuer, subject: 'ada.example' });
    }
    const crossed = await one.issueToken({ issuer: two.issuer });
    await expect(verify({ token: crossed, type: 'access_token' })).rejects.toMatchObject({ code: 'token_invalid' });
    await Promise.all([one.close(), two.close()]);
  });
});
