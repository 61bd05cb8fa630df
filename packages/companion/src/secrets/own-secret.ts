import { randomBytes } from 'node:crypto';
import { asSallyportError, SallyportError } from '@sallyport/core';
import { eq } from 'drizzle-orm';
import { type Database, schema } from '../storage/index.ts';
import type { KeyWrapper } from './key-wrapper.ts';
import { openSecret, sealSecret } from './seal-secret.ts';

/** A secret of the companion's own, which its replicas share. */
export interface OwnSecret {
  readonly database: Database;
  readonly wrapper: KeyWrapper;
  /** With a slash in it, which cannot stand in the name of a secret of the store: so it is nobody else's. */
  readonly name: string;
}

/**
 * Loads 32 secret bytes, making them first when there are none; replicas that start together end with the same.
 * Raises `secret_unsealed` with the wrong root key, `internal` when the database fails.
 */
export async function loadOwnSecret(own: OwnSecret): Promise<Uint8Array> {
  const { wrapper, name } = own;
  return openSecret(wrapper, { name, bytes: (await find(own)) ?? (await store(own)) });
}

async function store(own: OwnSecret): Promise<Uint8Array> {
  const { database, wrapper, name } = own;
  const sealed = await sealSecret(wrapper, { name, bytes: randomBytes(32) });
  try {
    await database.orm.insert(schema.secret).values({ name, sealed }).onConflictDoNothing();
  } catch (error) {
    throw asSallyportError(error, 'internal');
  }
  // Another replica may have been first; what is stored counts.
  const stored = await find(own);
  if (stored === undefined) throw new SallyportError('internal');
  return stored;
}

async function find({ database, name }: OwnSecret): Promise<Uint8Array | undefined> {
  const { secret } = schema;
  try {
    const [row] = await database.orm.select({ sealed: secret.sealed }).from(secret).where(eq(secret.name, name));
    return row?.sealed;
  } catch (error) {
    throw asSallyportError(error, 'internal');
  }
}
