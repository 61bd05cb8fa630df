import { asSallyportError, fromUtf8, SallyportError, utf8 } from '@sallyport/core';
import { asc, desc, eq } from 'drizzle-orm';
import type { Database } from '../storage/index.ts';
import { schema } from '../storage/index.ts';
import type { KeyWrapper } from './key-wrapper.ts';
import { openSecret, sealSecret } from './seal-secret.ts';

const NAME = /^[a-z0-9][a-z0-9-]{0,62}$/;
const LONGEST_SECRET = 65_536;

/** Named secrets, such as provider keys, sealed in the database. */
export interface SecretStore {
  /** Seals and keeps a secret, in place of an earlier one of this name. Raises `request_invalid` for a name or value that cannot be one. */
  put(name: string, value: string): Promise<void>;
  /** The secret, or `undefined` when there is none of this name. Raises `secret_unsealed` with the wrong root key. */
  get(name: string): Promise<string | undefined>;
  /** The names, sorted; never the values. */
  names(): Promise<readonly string[]>;
}

/** Keeps secrets in a database, sealed under a root key. A failing database raises `internal`. */
export function openSecretStore({
  database,
  wrapper,
}: {
  readonly database: Database;
  readonly wrapper: KeyWrapper;
}): SecretStore {
  const { secret } = schema;
  return Object.freeze({
    put: async (name: string, value: string) => {
      if (!NAME.test(name) || value === '' || value.length > LONGEST_SECRET)
        throw new SallyportError('request_invalid');
      const row = { name, sealed: await sealSecret(wrapper, { name, bytes: utf8(value) }), createdAt: new Date() };
      await guarded(
        database.orm
          .insert(secret)
          .values(row)
          .onConflictDoUpdate({ target: [secret.name, secret.version], set: row }),
      );
    },
    get: async (name: string) => {
      const [row] = await guarded(
        database.orm.select().from(secret).where(eq(secret.name, name)).orderBy(desc(secret.version)).limit(1),
      );
      return row === undefined ? undefined : fromUtf8(await openSecret(wrapper, { name, bytes: row.sealed }));
    },
    names: async () => {
      const rows = await guarded(database.orm.select({ name: secret.name }).from(secret).orderBy(asc(secret.name)));
      // The companion's own stand in the same table, under names that no caller can give.
      return [...new Set(rows.map(({ name }) => name))].filter((name) => NAME.test(name));
    },
  });
}

/** The driver's own errors quote statements and their parameters. */
async function guarded<T>(work: PromiseLike<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw asSallyportError(error, 'internal');
  }
}
