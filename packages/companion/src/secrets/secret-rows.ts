import { asSallyportError, SallyportError } from '@sallyport/core';
import { and, asc, desc, eq } from 'drizzle-orm';
import { type Database, type Orm, schema } from '../storage/index.ts';

/** A version of a secret as it is stored. */
export interface SecretRow {
  readonly version: number;
  readonly sealed: Uint8Array;
}

/** The versions of secrets in the database. Writers of one secret take turns, so no more than two versions live. A failing database raises `internal`. */
export interface SecretRows {
  /** The versions that live, newest first. */
  list(name: string): Promise<readonly SecretRow[]>;
  /** Keeps the only version. Raises `rotation_in_progress` while two live. */
  put(name: string, sealed: Uint8Array): Promise<void>;
  /** Adds a version to the only one. Raises `request_invalid` when there is none, `rotation_in_progress` while two live. */
  add(name: string, sealed: Uint8Array): Promise<void>;
  /** Drops the older of two versions. Raises `request_invalid` when there are not two. */
  dropOlder(name: string): Promise<void>;
  /** Sorted. */
  names(): Promise<readonly string[]>;
}

const { secret } = schema;

/** The versions of secrets in a database. */
export function secretRows({ orm }: Database): SecretRows {
  const alone = (name: string, work: (turn: Turn) => Promise<void>) =>
    guarded(orm.transaction(async (tx) => work({ orm: tx, live: await lockLive(tx, name) })));
  return Object.freeze({
    list: (name: string) => guarded(liveRows(orm, name)),
    put: (name: string, sealed: Uint8Array) => alone(name, (turn) => putRow(turn, { name, sealed })),
    add: (name: string, sealed: Uint8Array) => alone(name, (turn) => addRow(turn, { name, sealed })),
    dropOlder: (name: string) => alone(name, (turn) => dropRow(turn, name)),
    names: async () => {
      const rows = await guarded(orm.selectDistinct({ name: secret.name }).from(secret).orderBy(asc(secret.name)));
      return rows.map(({ name }) => name);
    },
  });
}

/** A transaction that has the secret to itself, and the versions it found, newest first. */
interface Turn {
  readonly orm: Pick<Orm, 'insert' | 'delete'>;
  readonly live: readonly SecretRow[];
}

interface NewRow {
  readonly name: string;
  readonly sealed: Uint8Array;
}

function liveRows(orm: Pick<Orm, 'select'>, name: string) {
  const { version, sealed } = secret;
  return orm.select({ version, sealed }).from(secret).where(eq(secret.name, name)).orderBy(desc(version)).limit(2);
}

function lockLive(orm: Pick<Orm, 'select'>, name: string) {
  return liveRows(orm, name).for('update');
}

async function putRow({ orm, live }: Turn, { name, sealed }: NewRow): Promise<void> {
  if (live.length > 1) throw inProgress();
  const row = { name, sealed, version: live[0]?.version ?? 1, createdAt: new Date() };
  await orm
    .insert(secret)
    .values(row)
    .onConflictDoUpdate({ target: [secret.name, secret.version], set: row });
}

async function addRow({ orm, live }: Turn, { name, sealed }: NewRow): Promise<void> {
  const [newest] = live;
  if (newest === undefined) throw new SallyportError('request_invalid', { place: 'no secret of this name is sealed' });
  if (live.length > 1) throw inProgress();
  const added = await orm
    .insert(secret)
    .values({ name, sealed, version: newest.version + 1 })
    .onConflictDoNothing()
    .returning({ version: secret.version });
  // Who waited for its turn does not see what the one before it added, but meets it here.
  if (added.length === 0) throw inProgress();
}

async function dropRow({ orm, live }: Turn, name: string): Promise<void> {
  const older = live[1];
  if (older === undefined) throw new SallyportError('request_invalid', { place: 'this secret has no older version' });
  await orm.delete(secret).where(and(eq(secret.name, name), eq(secret.version, older.version)));
}

function inProgress(): SallyportError {
  return new SallyportError('rotation_in_progress', {
    place: 'two versions of this secret live: retire the older first',
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
