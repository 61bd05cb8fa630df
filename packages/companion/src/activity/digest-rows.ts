import { createHash, type KeyObject } from 'node:crypto';
import { type ActivityConclusion, type Identity, isUuid, SallyportError, utf8 } from '@sallyport/core';
import { and, asc, count, desc, eq, getTableColumns, isNotNull, isNull, lt, type SQL } from 'drizzle-orm';
import { storableText } from '../ledger/storable-text.ts';
import { openBytes, sealBytes } from '../secrets/index.ts';
import { type Database, guarded, schema } from '../storage/index.ts';
import type { MadeDigest } from './make-digest.ts';
import type { Period } from './periods.ts';

/** How a digest was signed off. */
export interface SignOff {
  readonly conclusion: ActivityConclusion;
  readonly by: Identity;
  readonly at: Date;
}

/** A digest, without what it says. */
export interface KeptDigest {
  readonly id: string;
  readonly period: Period;
  readonly first: number;
  readonly end: number;
  /** SHA-256 of its exact bytes. */
  readonly digest: Uint8Array;
  readonly findings: number;
  readonly createdAt: Date;
  /** Absent while nobody signed it off. */
  readonly signOff?: SignOff;
}

/** The digests in the database; what they say is sealed. Each method raises `ledger_unavailable`. */
export interface DigestRows {
  /** Keeps one, unless there is one of its period. Gives whether it did. */
  keep(made: MadeDigest): Promise<boolean>;
  /** Those that wait to be signed off, newest first, and after them the others, newest first; at most so many. */
  list(most: number): Promise<readonly KeptDigest[]>;
  /** Finds one, with its exact bytes. Raises `activity_unknown`, `secret_unsealed`. */
  find(id: string): Promise<KeptDigest & { readonly bytes: Uint8Array }>;
  /** The ids of those that wait, the oldest first, at most so many. */
  waiting(most: number): Promise<readonly string[]>;
  /** How many wait; with a moment, of those made before it. */
  countWaiting(madeBefore?: Date): Promise<number>;
  /** When the latest period ended; `undefined` where there is no digest. */
  latestEnd(): Promise<number | undefined>;
  /** Whether there is one of a period. */
  has(period: Period): Promise<boolean>;
  /** Notes how one was signed off, once. */
  sign(id: string, signOff: SignOff): Promise<void>;
}

const { activityDigest: table } = schema;
type Row = Omit<typeof table.$inferSelect, 'sealedContent'>;

const { sealedContent: _, ...LISTED } = getTableColumns(table);

/** The digests that a database keeps, sealed under a key. */
export function digestRows({ orm }: Pick<Database, 'orm'>, key: KeyObject): DigestRows {
  const listed = (where: SQL, most: number) =>
    guarded(orm.select(LISTED).from(table).where(where).orderBy(desc(table.startsAt), asc(table.id)).limit(most));
  const waits = isNull(table.conclusion);
  return Object.freeze({
    keep: async (made) => {
      const kept = orm.insert(table).values(rowOf(made, key)).onConflictDoNothing().returning({ id: table.id });
      return (await guarded(kept)).length > 0;
    },
    list: async (most) => {
      const waiting = await listed(waits, most);
      const signed = await listed(isNotNull(table.conclusion), most - waiting.length);
      return [...waiting, ...signed].map(readRow);
    },
    find: async (id) => {
      const [row] = isUuid(id) ? await guarded(orm.select().from(table).where(eq(table.id, id))) : [];
      if (row === undefined) throw new SallyportError('activity_unknown');
      return { ...readRow(row), bytes: openBytes(key, { bytes: row.sealedContent, context: utf8(id) }) };
    },
    waiting: async (most) => {
      const oldest = orm.select({ id: table.id }).from(table).where(waits).orderBy(asc(table.startsAt)).limit(most);
      return (await guarded(oldest)).map(({ id }) => id);
    },
    countWaiting: async (madeBefore) => {
      const counted = orm
        .select({ many: count() })
        .from(table)
        .where(madeBefore === undefined ? waits : and(waits, lt(table.createdAt, madeBefore)));
      return (await guarded(counted))[0]?.many ?? 0;
    },
    latestEnd: async () => {
      const latest = orm.select({ endsAt: table.endsAt }).from(table).orderBy(desc(table.startsAt)).limit(1);
      return (await guarded(latest))[0]?.endsAt.getTime();
    },
    has: async ({ from, to }) => {
      const same = and(eq(table.startsAt, new Date(from)), eq(table.endsAt, new Date(to)));
      return (await guarded(orm.select({ id: table.id }).from(table).where(same).limit(1))).length > 0;
    },
    sign: async (id, { conclusion, by: { issuer, subject }, at: signedAt }) => {
      const signed = { conclusion, issuer: storableText(issuer), subject: storableText(subject), signedAt };
      await guarded(
        orm
          .update(table)
          .set(signed)
          .where(and(eq(table.id, id), waits)),
      );
    },
  } satisfies DigestRows);
}

function rowOf({ id, period, first, end, bytes, findings, madeAt }: MadeDigest, key: KeyObject) {
  return {
    ...{ id, startsAt: new Date(period.from), endsAt: new Date(period.to), first, end, findings, createdAt: madeAt },
    sealedContent: sealBytes(key, { bytes, context: utf8(id) }),
    digest: new Uint8Array(createHash('sha256').update(bytes).digest()),
  };
}

function readRow(row: Row): KeptDigest {
  const { id, startsAt, endsAt, first, end, digest, findings, createdAt } = row;
  const { conclusion, issuer, subject, signedAt } = row;
  const signed = conclusion !== null && issuer !== null && subject !== null && signedAt !== null;
  return {
    ...{ id, period: { from: startsAt.getTime(), to: endsAt.getTime() }, first, end, digest, findings, createdAt },
    ...(signed
      ? { signOff: { conclusion: conclusion as ActivityConclusion, by: { issuer, subject }, at: signedAt } }
      : {}),
  };
}
