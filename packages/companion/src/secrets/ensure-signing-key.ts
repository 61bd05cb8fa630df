import { asSallyportError } from '@sallyport/core';
import { and, eq } from 'drizzle-orm';
import { type Database, schema } from '../storage/index.ts';
import type { KeyPurpose } from './key-purpose.ts';
import type { KeyWrapper } from './key-wrapper.ts';
import { newSigningKey } from './new-signing-key.ts';

/** The purpose that needs a key, and where it is kept. */
export interface SigningKeyOptions {
  readonly database: Database;
  readonly wrapper: KeyWrapper;
  readonly purpose: KeyPurpose;
}

/** Makes the active key of a purpose when there is none; replicas that start together end with the same one. Raises `internal` when the database fails. */
export async function ensureSigningKey({ database, wrapper, purpose }: SigningKeyOptions): Promise<void> {
  if (await hasActive(database, purpose)) return;
  const row = await newSigningKey(purpose, wrapper);
  try {
    // Another replica may have been first; what is stored counts.
    await database.orm.insert(schema.signingKey).values(row).onConflictDoNothing();
  } catch (error) {
    throw asSallyportError(error, 'internal');
  }
}

async function hasActive({ orm }: Database, purpose: KeyPurpose): Promise<boolean> {
  const { signingKey } = schema;
  try {
    const active = and(eq(signingKey.purpose, purpose), eq(signingKey.state, 'active'));
    return (await orm.select({ kid: signingKey.kid }).from(signingKey).where(active)).length > 0;
  } catch (error) {
    throw asSallyportError(error, 'internal');
  }
}
