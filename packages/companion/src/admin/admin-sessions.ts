import { type Identity, ROLES, type Role } from '@sallyport/core';
import { and, desc, eq, gt, isNull, lt } from 'drizzle-orm';
import { type Database, guarded, schema } from '../storage/index.ts';

/** A session of the admin plane. Times in milliseconds since the Unix epoch. */
export interface AdminSession {
  readonly id: string;
  readonly identity: Identity;
  /** The roles it was opened with. */
  readonly roles: readonly Role[];
  /** The RFC 7638 thumbprint of the key it is bound to. */
  readonly kid: string;
  readonly createdAt: number;
  /** When it was last used, up to a minute before. */
  readonly seenAt: number;
  readonly expiresAt: number;
  readonly endedAt?: number;
  /** The groups of the token that it was opened with. */
  readonly groups: readonly string[];
  /** When its user last proved who they are, where the token said. */
  readonly authTime?: number;
  /** How: RFC 8176. */
  readonly amr: readonly string[];
  /** Whether somebody acts for its user. */
  readonly delegated: boolean;
}

/** Keeps the sessions of the admin plane. Each method raises `ledger_unavailable` when the database fails. */
export interface AdminSessions {
  open(session: Omit<AdminSession, 'seenAt' | 'endedAt'>): Promise<void>;
  find(id: string): Promise<AdminSession | undefined>;
  /** Notes that a session was used, at most once a minute. */
  touch(session: AdminSession, now: number): Promise<void>;
  /** Ends a session; one that has ended stays ended. */
  end(id: string, now: number): Promise<void>;
  endAllOf(identity: Identity, now: number): Promise<void>;
  /** Those that have neither ended nor expired, newest first, at most 1,000. */
  list(now: number): Promise<readonly AdminSession[]>;
  /** Forgets those that had expired by a time. */
  forget(before: number): Promise<void>;
}

const TOUCH_EVERY_MS = 60_000;
const LONGEST_LIST = 1_000;

/** The sessions in a database, which all replicas look into on each request: what is ended is ended at once, everywhere. */
export function adminSessions({ orm }: Pick<Database, 'orm'>): AdminSessions {
  const { adminSession: table } = schema;
  const endWhere = async (where: ReturnType<typeof and>, now: number) => {
    await guarded(
      orm
        .update(table)
        .set({ endedAt: new Date(now) })
        .where(and(where, isNull(table.endedAt))),
    );
  };
  return {
    open: async (session) => {
      await guarded(orm.insert(table).values(rowOf(session)));
    },
    find: async (id) => {
      const [row] = await guarded(orm.select().from(table).where(eq(table.id, id)));
      return row === undefined ? undefined : sessionOf(row);
    },
    touch: async ({ id, seenAt }, now) => {
      if (now - seenAt < TOUCH_EVERY_MS) return;
      await guarded(
        orm
          .update(table)
          .set({ seenAt: new Date(now) })
          .where(and(eq(table.id, id), lt(table.seenAt, new Date(now)))),
      );
    },
    end: (id, now) => endWhere(eq(table.id, id), now),
    endAllOf: ({ issuer, subject }, now) => endWhere(and(eq(table.issuer, issuer), eq(table.subject, subject)), now),
    list: async (now) => {
      const live = and(isNull(table.endedAt), gt(table.expiresAt, new Date(now)));
      const rows = await guarded(
        orm.select().from(table).where(live).orderBy(desc(table.createdAt)).limit(LONGEST_LIST),
      );
      return rows.map(sessionOf);
    },
    forget: async (before) => {
      await guarded(orm.delete(table).where(lt(table.expiresAt, new Date(before))));
    },
  };
}

function rowOf(session: Parameters<AdminSessions['open']>[0]): typeof schema.adminSession.$inferInsert {
  const { id, identity, roles, kid, groups, authTime, amr, delegated } = session;
  const [createdAt, expiresAt] = [new Date(session.createdAt), new Date(session.expiresAt)];
  return {
    ...{ id, issuer: identity.issuer, subject: identity.subject, roles: JSON.stringify(roles), kid, delegated },
    ...{ groups: JSON.stringify(groups), amr: JSON.stringify(amr), createdAt, seenAt: createdAt, expiresAt },
    authTime: authTime === undefined ? null : new Date(authTime),
  };
}

function sessionOf(row: typeof schema.adminSession.$inferSelect): AdminSession {
  const { id, issuer, subject, kid, createdAt, seenAt, expiresAt, endedAt, authTime, delegated } = row;
  const named = JSON.parse(row.roles) as unknown;
  return {
    id,
    identity: { issuer, subject },
    // Only roles that exist: what is written there cannot make one.
    roles: ROLES.filter((role) => Array.isArray(named) && named.includes(role)),
    kid,
    createdAt: createdAt.getTime(),
    seenAt: seenAt.getTime(),
    expiresAt: expiresAt.getTime(),
    ...(endedAt === null ? {} : { endedAt: endedAt.getTime() }),
    groups: JSON.parse(row.groups) as readonly string[],
    ...(authTime === null ? {} : { authTime: authTime.getTime() }),
    amr: JSON.parse(row.amr) as readonly string[],
    delegated,
  };
}
