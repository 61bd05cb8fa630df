import { asSallyportError, SallyportError } from '@sallyport/core';
import { and, eq } from 'drizzle-orm';
import { type Database, schema } from '../storage/index.ts';
import { type KeyPurpose, keySecretName } from './key-purpose.ts';
import type { KeyWrapper } from './key-wrapper.ts';
import { newSigningKey } from './new-signing-key.ts';
import { openSecret } from './seal-secret.ts';

/** One key to load. */
export interface SigningKeyOptions {
  readonly database: Database;
  readonly wrapper: KeyWrapper;
  readonly purpose: KeyPurpose;
}

/** Loads the active private key as PKCS #8, making it first when there is none. Raises `secret_unsealed` with the wrong root key, `internal` when the database fails. */
export async function loadSigningKey(options: SigningKeyOptions): Promise<Uint8Array> {
  const { database, wrapper, purpose } = options;
  await ensureSigningKey(options);
  const stored = await findActive(database, purpose);
  if (stored === undefined) throw new SallyportError('internal');
  return openSecret(wrapper, { name: keySecretName(purpose), bytes: stored });
}

/** Makes the active key of a purpose when there is none; replicas that start together end with the same one. Raises `internal` when the database fails. */
export async function ensureSigningKey({ database, wrapper, purpose }: SigningKeyOptions): Promise<void> {
  if ((await findActive(database, purpose)) !== undefined) return;
  const row = await newSigningKey(purpose, wrapper);
  try {
    // Another replica may have been first; what is stored counts.
    await database.orm.insert(schema.signingKey).values(row).onConflictDoNothing();
  } catch (error) {
    throw asSallyportError(error, 'internal');
  }
}

async function findActive({ orm }: Database, purpose: KeyPurpose): Promise<Uint8Array | undefined> {
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
