import { createPublicKey, generateKeyPair, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';
import { calculateJwkThumbprint } from 'jose';
import { type KeyPurpose, keySecretName } from './key-purpose.ts';
import type { KeyWrapper } from './key-wrapper.ts';
import { sealSecret } from './seal-secret.ts';

/** A key as it is stored. */
export interface NewSigningKey {
  readonly purpose: KeyPurpose;
  /** RFC 7638 thumbprint. */
  readonly kid: string;
  readonly sealed: Uint8Array;
  /** JSON, RFC 7517. */
  readonly publicJwk: string;
}

const generateAsync = promisify(generateKeyPair);

/** Makes a key for a purpose, and seals its private half (PKCS #8). Nothing is stored yet. Raises what the wrapper does. */
export async function newSigningKey(purpose: KeyPurpose, wrapper: KeyWrapper): Promise<NewSigningKey> {
  const key = await generate(purpose);
  const publicJwk = createPublicKey(key).export({ format: 'jwk' });
  const bytes = key.export({ format: 'der', type: 'pkcs8' });
  const sealed = await sealSecret(wrapper, { name: keySecretName(purpose), bytes });
  return { purpose, kid: await calculateJwkThumbprint(publicJwk), sealed, publicJwk: JSON.stringify(publicJwk) };
}

/** In a thread of the pool: an RSA key takes up to seconds, in which calls go on. */
async function generate(purpose: KeyPurpose): Promise<KeyObject> {
  if (purpose === 'federation') return (await generateAsync('rsa', { modulusLength: 3072 })).privateKey;
  if (purpose === 'log') return (await generateAsync('ed25519')).privateKey;
  return (await generateAsync('ec', { namedCurve: 'P-256' })).privateKey;
}
