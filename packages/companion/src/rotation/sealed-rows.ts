import { asSallyportError } from '@sallyport/core';
import { and, asc, desc, eq, type SQL, sql } from 'drizzle-orm';
import { isSecretName, type KeyPurpose, keySecretName } from '../secrets/index.ts';
import { type Database, schema } from '../storage/index.ts';

/** Something that is sealed under the root key. */
export interface SealedRow {
  readonly kind: 'secret' | 'signing_key';
  /** The name it was sealed under. */
  readonly name: string;
  /** The version of a secret, the `kid` of a signing key. */
  readonly key: string;
  readonly sealed: Uint8Array;
  readonly createdAt: Date;
}

const { secret, signingKey } = schema;
const BATCH = 100;

/** All that is sealed under the root key, the companion's own too, a batch at a time. Session salts and the keys of recordings are not: they are sealed under one of these. A failing database raises `internal`. */
export async function* sealedRows(database: Database): AsyncGenerator<SealedRow> {
  for (const next of [secretsAfter, signingKeysAfter]) {
    let last: Cursor | undefined;
    do {
      const batch = await guarded(next(database, last));
      yield* batch.map(({ row }) => row);
      last = batch.length < BATCH ? undefined : batch.at(-1)?.cursor;
    } while (last !== undefined);
  }
}

/** Puts new sealed bytes in the place of those that were read, unless somebody has put others there: then gives `false`. */
export async function replaceSealed({ orm }: Database, row: SealedRow, sealed: Uint8Array): Promise<boolean> {
  const { kind, name, key } = row;
  const changed =
    kind === 'secret'
      ? orm
          .update(secret)
          .set({ sealed })
          .where(and(eq(secret.name, name), eq(secret.version, Number(key)), eq(secret.sealed, row.sealed)))
          .returning({ name: secret.name })
      : orm
          .update(signingKey)
          .set({ sealed })
          .where(and(eq(signingKey.kid, key), eq(signingKey.sealed, row.sealed)))
          .returning({ name: signingKey.kid });
  return (await guarded(changed)).length > 0;
}

/** The versions of a secret that live, newest first. */
export async function liveVersions({ orm }: Database, name: string): Promise<readonly number[]> {
  if (!isSecretName(name)) return [];
  const { version } = secret;
  const rows = await guarded(orm.select({ version }).from(secret).where(eq(secret.name, name)).orderBy(desc(version)));
  return rows.map((row) => row.version);
}

/** The primary key of the last row of a batch. */
type Cursor = readonly [string, string | number];

interface Placed {
  readonly row: SealedRow;
  readonly cursor: Cursor;
}

async function secretsAfter({ orm }: Database, last: Cursor | undefined): Promise<readonly Placed[]> {
  const { name, version } = secret;
  const rows = await orm
    .select()
    .from(secret)
    .where(after(sql`(${name}, ${version})`, last))
    .orderBy(asc(name), asc(version))
    .limit(BATCH);
  return rows.map((row) => ({
    row: { ...row, kind: 'secret', key: String(row.version) },
    cursor: [row.name, row.version],
  }));
}

async function signingKeysAfter({ orm }: Database, last: Cursor | undefined): Promise<readonly Placed[]> {
  const { purpose, kid } = signingKey;
  const rows = await orm
    .select()
    .from(signingKey)
    .where(after(sql`(${purpose}, ${kid})`, last))
    .orderBy(asc(purpose), asc(kid))
    .limit(BATCH);
  return rows.map(({ sealed, createdAt, ...row }) => ({
    row: { kind: 'signing_key', name: keySecretName(row.purpose as KeyPurpose), key: row.kid, sealed, createdAt },
    cursor: [row.purpose, row.kid],
  }));
}

function after(columns: SQL, last: Cursor | undefined): SQL | undefined {
  return last === undefined ? undefined : sql`${columns} > (${last[0]}, ${last[1]})`;
}

/** The driver's own errors quote statements and their parameters. */
async function guarded<T>(work: PromiseLike<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw asSallyportError(error, 'internal');
  }
}
