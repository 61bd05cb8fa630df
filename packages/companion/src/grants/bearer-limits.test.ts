import { isSallyportError } from '@sallyport/core';
import { SignJWT } from 'jose';
import { describe, expect, it } from 'vitest';
import { type BearerFacts, bearerLimits, checkBearer, looksLikeIdToken } from './bearer-limits.ts';

const ISSUED = 1_795_000_000;
const FACTS: BearerFacts = {
  client: 'notes-app',
  issuedAt: ISSUED,
  expiresAt: ISSUED + 3600,
  looksLikeIdToken: false,
};
const BEARER = { clients: ['notes-app'], maxLifetimeSeconds: 3600, networks: ['192.0.2.0/24'] };

function outcomeOf(run: () => void): string {
  try {
    run();
    return 'taken';
  } catch (error) {
    return isSallyportError(error) ? error.code : String(error);
  }
}

describe('bearerLimits', () => {
  it.each([
    ['taken', {}],
    ['token_lifetime', { expiresAt: ISSUED + 3601 }],
    ['token_lifetime', { issuedAt: undefined }],
    ['token_lifetime', { issuedAt: Number.NaN }],
    ['token_lifetime', { expiresAt: Number.POSITIVE_INFINITY }],
    ['identity_not_allowed', { client: 'billing-app' }],
    ['identity_not_allowed', { client: undefined }],
    ['token_type', { looksLikeIdToken: true }],
  ])('%s: %j', (expected, more) => {
    const { client, issuedAt, ...facts } = { ...FACTS, ...more };
    const known = { ...(client === undefined ? {} : { client }), ...(issuedAt === undefined ? {} : { issuedAt }) };
    expect(outcomeOf(() => bearerLimits(BEARER)({ ...facts, ...known }, '192.0.2.7'))).toBe(expected);
  });

  it.each([
    ['198.51.100.7', 'network_not_allowed'],
    ['::ffff:192.0.2.7', 'taken'],
    [undefined, 'network_not_allowed'],
    ['', 'network_not_allowed'],
  ])('asks where a call comes from: %s', (ip, expected) => {
    expect(outcomeOf(() => bearerLimits(BEARER)(FACTS, ip))).toBe(expected);
  });

  it('asks for neither client nor network where none is listed', () => {
    expect(outcomeOf(() => bearerLimits({ maxLifetimeSeconds: 3600 })(FACTS, undefined))).toBe('taken');
  });
});

describe('looksLikeIdToken', () => {
  it.each([
    [{}, {}, false],
    [{ typ: 'at+jwt' }, {}, false],
    [{ typ: 'application/at+jwt' }, {}, false],
    [{ typ: 'AT+JWT' }, {}, false],
    [{ typ: 'JWT' }, { aud: 'sallyport', client_id: 'notes-app', azp: 'notes-app' }, false],
    [{ typ: 'id_token+jwt' }, {}, true],
    [{ typ: 'dpop+jwt' }, {}, true],
    [{ typ: 'sallyport-event+jws' }, {}, true],
    [{ typ: '' }, {}, true],
    [{ typ: null }, {}, true],
    [{ typ: ['JWT'] }, {}, true],
    [{}, { nonce: 'n-0S6_WzA2Mj' }, true],
    [{}, { nonce: undefined }, true],
    [{ typ: 'at+jwt' }, { at_hash: '' }, true],
    [{}, { c_hash: 'x' }, true],
    [{}, { s_hash: 'x' }, true],
    [{}, { aud: 'notes-app', client_id: 'notes-app' }, true],
    [{}, { aud: 'notes-app', azp: 'notes-app' }, true],
    [{}, { aud: ['sallyport', 'notes-app'], azp: 'notes-app' }, true],
    [{}, { aud: ['sallyport'], azp: 'notes-app' }, false],
  ])('%j %j: %s', (header, payload, expected) => {
    expect(looksLikeIdToken(header, payload)).toBe(expected);
  });
});

describe('checkBearer', () => {
  const tokenOf = (claims: object, typ = 'at+jwt') =>
    new SignJWT({ aud: 'sallyport', iat: ISSUED, exp: ISSUED + 3600, ...claims })
      .setProtectedHeader({ alg: 'HS256', typ })
      .sign(new Uint8Array(32));
  const caller = { client: 'notes-app' };

  it.each([
    ['taken', {}, 'at+jwt'],
    ['token_lifetime', { iat: undefined }, 'at+jwt'],
    ['token_lifetime', { iat: 'yesterday' }, 'at+jwt'],
    ['token_lifetime', { iat: ISSUED - 1 }, 'at+jwt'],
    ['token_type', { nonce: 'x' }, 'at+jwt'],
    ['token_type', {}, 'id_token+jwt'],
  ])('%s: %j %s', async (expected, claims, typ) => {
    const token = await tokenOf(claims, typ);
    expect(outcomeOf(() => checkBearer({ bearer: BEARER }, { token, caller, clientIp: '192.0.2.7' }))).toBe(expected);
  });

  it('takes none where no bounds are set', async () => {
    const call = { token: await tokenOf({}), caller, clientIp: '192.0.2.7' };
    expect(outcomeOf(() => checkBearer({}, call))).toBe('sender_unconstrained');
  });

  it('holds each connection to its own bounds', async () => {
    const call = { token: await tokenOf({}), caller, clientIp: '198.51.100.7' };
    const elsewhere = { ...BEARER, networks: ['198.51.100.0/24'] };
    expect(outcomeOf(() => checkBearer({ bearer: BEARER }, call))).toBe('network_not_allowed');
    expect(outcomeOf(() => checkBearer({ bearer: elsewhere }, call))).toBe('taken');
    expect(outcomeOf(() => checkBearer({ bearer: BEARER }, call))).toBe('network_not_allowed');
  });
});
