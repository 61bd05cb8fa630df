import { type Identity, ROLES, type Role } from '@sallyport/core';
import { and, eq } from 'drizzle-orm';
import { type Database, guarded, schema } from '../storage/index.ts';

/** Roles that an identity has itself, and not by its groups. Each method raises `ledger_unavailable` when the database fails. */
export interface GivenRoles {
  of(identity: Identity): Promise<readonly Role[]>;
  give(identity: Identity, role: Role): Promise<void>;
  takeAll(identity: Identity): Promise<void>;
  /** Tells whether anybody was given a role. */
  isGiven(role: Role): Promise<boolean>;
}

/** The given roles in a database. */
export function givenRoles({ orm }: Pick<Database, 'orm'>): GivenRoles {
  const { adminRole: table } = schema;
  const isOf = ({ issuer, subject }: Identity) => and(eq(table.issuer, issuer), eq(table.subject, subject));
  return {
    of: async (identity) => {
      const rows = await guarded(orm.select({ role: table.role }).from(table).where(isOf(identity)));
      return ROLES.filter((role) => rows.some((row) => row.role === role));
    },
    give: async ({ issuer, subject }, role) => {
      await guarded(orm.insert(table).values({ issuer, subject, role }).onConflictDoNothing());
    },
    takeAll: async (identity) => {
      await guarded(orm.delete(table).where(isOf(identity)));
    },
    isGiven: async (role) => {
      const rows = await guarded(orm.select({ role: table.role }).from(table).where(eq(table.role, role)).limit(1));
      return rows.length > 0;
    },
  };
}
