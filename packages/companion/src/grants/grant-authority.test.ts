import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { SallyportError } from '@sallyport/core';
import { TestClock } from '@sallyport/testkit';
import { decodeJwt, decodeProtectedHeader, type JWTPayload, SignJWT } from 'jose';
import { describe, expect, it } from 'vitest';
import type { SigningKey } from '../secrets/index.ts';
import { grantAuthority } from './grant-authority.ts';
import type { GrantOrder } from './grant-claims.ts';

const ROOT = 'https://sallyport.example';
const NOW = 1_795_000_000;
const identity = {
  caller: { issuer: 'https://issuer.example', subject: 'ada', client: 'notes', groups: ['clinicians'] },
  expiresAt: NOW + 3600,
};
const ORDER: GrantOrder = { identity, connection: 'openai', jkt: 'thumbprint' };

function keyOf(kid: string): SigningKey {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return { kid, privateKey, publicKey, publicJwk: {} };
}

/** An authority whose keys a test turns over. */
function authority() {
  const live = new Map(['one', 'two'].map((kid) => [kid, keyOf(kid)]));
  const state = { active: 'one' };
  const keyNamed = (kid: string) => live.get(kid) ?? keyOf('lost');
  const keys = {
    get grant() {
      return keyNamed(state.active);
    },
    find: async (_purpose: string, kid: string) => live.get(kid),
  };
  const clock = new TestClock(NOW * 1000);
  return { grants: grantAuthority({ issuer: ROOT, keys, clock }), live, state, clock, keyNamed };
}

async function codeOf(call: Promise<unknown>): Promise<unknown> {
  return call.then(
    () => 'taken',
    (error: SallyportError) => error.code,
  );
}

describe('a grant', () => {
  it('has all that RFC 9068 §2.2 asks for, and no groups', async () => {
    const { grants } = authority();
    const { token, id, expiresIn } = await grants.issue(ORDER);
    expect(expiresIn).toBe(900);
    expect(decodeProtectedHeader(token)).toEqual({ alg: 'ES256', typ: 'at+jwt', kid: 'one' });
    expect(decodeJwt(token)).toEqual({
      iss: ROOT,
      sub: 'ada',
      aud: `${ROOT}/c/openai`,
      exp: NOW + 900,
      iat: NOW,
      jti: id,
      client_id: 'notes',
      subject_issuer: 'https://issuer.example',
      cnf: { jkt: 'thumbprint' },
    });
  });

  it('comes back as it was ordered', async () => {
    const { grants } = authority();
    const actors = [{ issuer: 'https://issuer.example', subject: 'gateway' }];
    const authorizationDetails = [
      { type: 'sallyport_call', locations: [`${ROOT}/c/openai`], actions: ['models.list'] },
    ] as const;
    const { token, id } = await grants.issue({ ...ORDER, scope: ['models.list'], authorizationDetails, actors });
    expect(await grants.verify(token)).toEqual({
      id,
      caller: {
        issuer: 'https://issuer.example',
        subject: 'ada',
        client: 'notes',
        groups: [],
        means: 'grant',
        actors,
      },
      connection: 'openai',
      jkt: 'thumbprint',
      scope: ['models.list'],
      authorizationDetails,
      actors,
      issuedAt: NOW,
      expiresAt: NOW + 900,
    });
  });

  it('does not outlive what it was exchanged for', async () => {
    const { grants, clock } = authority();
    const { token, expiresIn } = await grants.issue({ ...ORDER, identity: { ...identity, expiresAt: NOW + 10.9 } });
    expect(expiresIn).toBe(10);
    expect((await grants.verify(token)).expiresAt).toBe(NOW + 10);
    clock.advance(10_000);
    expect(await codeOf(grants.verify(token))).toBe('token_expired');
  });

  it('is refused before it is made when it would be too long to be sent', async () => {
    const { grants } = authority();
    const actors = Array(5).fill({ issuer: ROOT, subject: 'x'.repeat(2_000) });
    expect(await codeOf(grants.issue({ ...ORDER, actors }))).toBe('request_invalid');
    expect(await codeOf(grants.verify('x'.repeat(8_193)))).toBe('token_invalid');
  });

  it('is signed with the key that is active, and verified with every key that lives', async () => {
    const { grants, live, state, keyNamed } = authority();
    const [first, second] = [await grants.issue(ORDER), await grants.issue(ORDER)];
    state.active = 'two';
    expect(decodeProtectedHeader((await grants.issue(ORDER)).token).kid).toBe('two');
    expect((await grants.verify(first.token)).id).toBe(first.id);
    const retired = keyNamed('one');
    live.delete('one');
    expect(await codeOf(grants.verify(second.token))).toBe('token_invalid');
    live.set('one', retired);
    expect((await grants.verify(second.token)).id).toBe(second.id);
  });

  const forge = (key: KeyObject, claims: JWTPayload, header: object = {}) =>
    new SignJWT({ ...decodeJwt(TEMPLATE), ...claims })
      .setProtectedHeader({ alg: 'ES256', typ: 'at+jwt', kid: 'one', ...header })
      .sign(key);
  const TEMPLATE = `e30.${Buffer.from(
    JSON.stringify({
      iss: ROOT,
      sub: 'ada',
      aud: `${ROOT}/c/openai`,
      exp: NOW + 900,
      iat: NOW,
      jti: 'id',
      client_id: 'notes',
      subject_issuer: 'https://issuer.example',
      cnf: { jkt: 'thumbprint' },
    }),
  ).toString('base64url')}.e30`;

  it.each([
    ['token_invalid', {}, { kid: 'unknown' }],
    ['token_invalid', {}, { kid: 'two' }],
    ['token_invalid', {}, { kid: undefined }],
    ['token_type', {}, { typ: 'JWT' }],
    ['token_issuer', { iss: 'https://elsewhere.example' }, {}],
    ['token_audience', { aud: `${ROOT}/v1/admin` }, {}],
    ['token_audience', { aud: [`${ROOT}/c/openai`, `${ROOT}/c/other`] }, {}],
    ['token_expired', { exp: NOW - 1 }, {}],
    ['token_invalid', { cnf: {} }, {}],
    ['token_invalid', { cnf: null }, {}],
    ['token_invalid', { jti: 1 }, {}],
    ['token_invalid', { act: 'gateway' }, {}],
    ['token_invalid', { authorization_details: [{ type: 'other' }] }, {}],
    ['taken', {}, {}],
  ])('is %s with claims %j and header %j', async (code, claims, header) => {
    const { grants, keyNamed } = authority();
    const token = await forge(keyNamed('one').privateKey, claims as JWTPayload, header);
    expect(await codeOf(grants.verify(token))).toBe(code);
  });

  it('covers no more than both its scope and its details do', async () => {
    const { grants, keyNamed } = authority();
    const details = [{ type: 'sallyport_call', actions: ['files.list', 'models.list'] }];
    const claims = { scope: 'models.list embeddings.create', authorization_details: details };
    const grant = await grants.verify(await forge(keyNamed('one').privateKey, claims));
    expect(grant.scope).toEqual(['models.list']);
    const detailed = await grants.verify(await forge(keyNamed('one').privateKey, { authorization_details: details }));
    expect(detailed.scope).toEqual(['files.list', 'models.list']);
  });

  it('is not called false when the keys could not be looked for', async () => {
    const find = () => Promise.reject(new SallyportError('ledger_unavailable'));
    const clock = new TestClock(NOW * 1000);
    const grants = grantAuthority({ issuer: ROOT, keys: { grant: keyOf('one'), find }, clock });
    const { token } = await grants.issue(ORDER);
    expect(await codeOf(grants.verify(token))).toBe('ledger_unavailable');
  });
});
