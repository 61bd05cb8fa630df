import { createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { asSallyportError, SallyportError } from '@sallyport/core';
import { and, eq } from 'drizzle-orm';
import { calculateJwkThumbprint } from 'jose';
import { type Database, schema } from '../storage/index.ts';
import { type KeyPurpose, keySecretName } from './key-purpose.ts';
import type { KeyWrapper } from './key-wrapper.ts';
import { openSecret, sealSecret } from './seal-secret.ts';

/** One key to load. */
export interface SigningKeyOptions {
  readonly database: Database;
  readonly wrapper: KeyWrapper;
  readonly purpose: KeyPurpose;
}

/** Loads a private key as PKCS #8, making it first when there is none. Raises `secret_unsealed` with the wrong root key, `internal` when the database fails. */
export async function loadSigningKey({ database, wrapper, purpose }: SigningKeyOptions): Promise<Uint8Array> {
  const known = await findKey(database, purpose);
  if (known !== undefined) return openSecret(wrapper, { name: keySecretName(purpose), bytes: known });
  await storeNewKey({ database, wrapper, purpose });
  // Another replica may have been first; what is stored counts.
  const stored = await findKey(database, purpose);
  if (stored === undefined) throw new SallyportError('internal');
  return openSecret(wrapper, { name: keySecretName(purpose), bytes: stored });
}

async function findKey({ orm }: Database, purpose: KeyPurpose): Promise<Uint8Array | undefined> {
  const { signingKey } = schema;
  try {
    const [row] = await orm
      .select({ sealed: signingKey.sealed })
      .from(signingKey)
      .where(and(eq(signingKey.purpose, purpose), eq(signingKey.state, 'active')));
    return row?.sealed;
  } catch (error) {
    throw asSallyportError(error, 'internal');
  }
}

async function storeNewKey({ database, wrapper, purpose }: SigningKeyOptions): Promise<void> {
  const key = generate(purpose);
  const publicJwk = createPublicKey(key).export({ format: 'jwk' });
  const row = {
    purpose,
    kid: await calculateJwkThumbprint(publicJwk),
    sealed: await sealSecret(wrapper, {
      name: keySecretName(purpose),
      bytes: key.export({ format: 'der', type: 'pkcs8' }),
    }),
    publicJwk: JSON.stringify(publicJwk),
  };
  try {
    await database.orm.insert(schema.signingKey).values(row).onConflictDoNothing();
  } catch (error) {
    throw asSallyportError(error, 'internal');
  }
}

function generate(purpose: KeyPurpose): KeyObject {
  if (purpose === 'federation') return generateKeyPairSync('rsa', { modulusLength: 3072 }).privateKey;
  if (purpose === 'log') return generateKeyPairSync('ed25519').privateKey;
  return generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
}
