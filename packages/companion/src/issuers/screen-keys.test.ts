import { generateKeyPairSync, type JsonWebKey } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { OWN, publicJwk } from './issuer-fixture.test-support.ts';
import { screenKeys } from './screen-keys.ts';

const ALL = ['RS256', 'ES256', 'ES384', 'EdDSA'] as const;
const ec = publicJwk(generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey);
const ed = publicJwk(generateKeyPairSync('ed25519').publicKey);
const weak = publicJwk(generateKeyPairSync('rsa', { modulusLength: 1024 }).publicKey);
const base64 = (...bytes: number[]): string => Buffer.from(bytes).toString('base64url');
const even = (n = ''): string => {
  const bytes = Buffer.from(n, 'base64url');
  bytes[bytes.length - 1] = 2;
  return bytes.toString('base64url');
};
const { jwk } = OWN;

async function usable(...keys: unknown[]): Promise<number> {
  return (await screenKeys({ keys }, ALL)).length;
}

describe('the keys of a set that may be used', () => {
  it('are those of RSA, of the curves and of Ed25519', async () => {
    expect(await usable(jwk, ec, ed)).toBe(3);
  });

  it.each<[string, unknown]>([
    ['an RSA key of 1024 bits', weak],
    [
      'an RSA key of 2047 bits and a zero before',
      { ...jwk, n: Buffer.concat([Buffer.of(0, 1), Buffer.alloc(254, 255)]).toString('base64url') },
    ],
    ['an RSA key of more bits than anybody needs', { ...jwk, n: Buffer.alloc(1500, 255).toString('base64url') }],
    ['an RSA key with an even modulus', { ...jwk, n: even(jwk.n) }],
    ['an RSA key with exponent 1', { ...jwk, e: base64(1) }],
    ['an RSA key with exponent 3', { ...jwk, e: base64(3) }],
    ['an RSA key with an even exponent', { ...jwk, e: base64(1, 0, 0) }],
    ['an RSA key with an exponent of nine bytes', { ...jwk, e: base64(1, 0, 0, 0, 0, 0, 0, 0, 1) }],
    ['an RSA key without an exponent', { ...jwk, e: undefined }],
    ['an RSA key whose modulus is no base64url', { ...jwk, n: '***' }],
    ['an RSA key whose modulus is a number', { ...jwk, n: 42 }],
    ['a symmetric key', { kty: 'oct', k: base64(1, 2, 3), kid: 'own', alg: 'HS256' }],
    ['a symmetric key that says RS256', { kty: 'oct', k: base64(1, 2, 3), alg: 'RS256' }],
    ['a key with a symmetric half', { ...jwk, k: base64(1, 2, 3) }],
    ['a key that published its private half', publicJwk(OWN.key)],
    ['a key for encryption', { ...jwk, use: 'enc' }],
    ['a key that only signs', { ...jwk, key_ops: ['sign'] }],
    ['a key whose operations are a number', { ...jwk, key_ops: 1 }],
    ['a key for an algorithm that is not allowed', { ...jwk, alg: 'PS256' }],
    ['an RSA key for ES256', { ...jwk, alg: 'ES256' }],
    ['a P-256 key for ES384', { ...ec, alg: 'ES384' }],
    ['a P-256 point said to be on P-384', { ...ec, crv: 'P-384' }],
    ['a point that is not on its curve', { ...ec, y: ec.x }],
    ['a key of a curve that is not known', { ...ec, crv: 'secp256k1' }],
    ['a curve named __proto__', { ...ec, crv: '__proto__' }],
    ['an Ed448 key', publicJwk(generateKeyPairSync('ed448').publicKey)],
    ['a key whose name is a number', { ...jwk, kid: 7 }],
    ['a key of no type', { ...jwk, kty: undefined }],
    ['nothing', null],
    ['a text', 'key'],
  ])('are not %s', async (_, key) => {
    expect(await usable(key)).toBe(0);
    expect(await usable(key, ec)).toBe(1);
  });

  it('are none of a set that names two of them alike, or is none', async () => {
    const refused = { code: 'issuer_unavailable' };
    const alike: JsonWebKey[] = [jwk, { ...ec, kid: 'own' }];
    const many = Array.from({ length: 101 }, () => ec);
    for (const set of [{ keys: alike }, { keys: [jwk, jwk] }, { keys: many }, { keys: {} }, {}, [], null, 'keys']) {
      await expect(screenKeys(set, ALL)).rejects.toMatchObject(refused);
    }
    // What cannot be used is not mistaken for anything.
    expect(await usable(jwk, { ...weak, kid: 'own' }, { ...jwk, use: 'enc' })).toBe(1);
  });
});
