import { generateKeyPair, type JsonWebKey, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';
import { calculateJwkThumbprint, type JWK } from 'jose';

const generate = promisify(generateKeyPair);

/** The algorithms with which the identity provider signs. */
export type SigningAlgorithm = 'RS256' | 'ES256';

/** A key of the identity provider. */
export interface SigningKey {
  /** Its RFC 7638 thumbprint. */
  readonly kid: string;
  readonly privateKey: KeyObject;
  readonly privateJwk: JsonWebKey;
  readonly publicJwk: JsonWebKey;
}

/** One key for each algorithm. */
export type SigningKeys = Readonly<Record<SigningAlgorithm, SigningKey>>;

/** Makes fresh keys: 2048-bit RSA and P-256. */
export async function makeSigningKeys(): Promise<SigningKeys> {
  const [rsa, ec] = await Promise.all([
    generate('rsa', { modulusLength: 2048 }),
    generate('ec', { namedCurve: 'P-256' }),
  ]);
  return { RS256: await describe(rsa.privateKey, 'RS256'), ES256: await describe(ec.privateKey, 'ES256') };
}

async function describe(privateKey: KeyObject, alg: SigningAlgorithm): Promise<SigningKey> {
  const privateJwk = privateKey.export({ format: 'jwk' });
  const kid = await calculateJwkThumbprint(privateJwk as JWK);
  const { kty, n, e, crv, x, y } = privateJwk;
  const parts = kty === 'RSA' ? { kty, n, e } : { kty, crv, x, y };
  const marks = { kid, alg, use: 'sig' };
  return { kid, privateKey, privateJwk: { ...privateJwk, ...marks }, publicJwk: { ...parts, ...marks } as JsonWebKey };
}
