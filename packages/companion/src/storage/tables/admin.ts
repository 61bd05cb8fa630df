import { sql } from 'drizzle-orm';
import { boolean, check, index, pgTable, primaryKey, smallint, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import { bytes } from './columns.ts';

/** Sessions of the admin plane, each bound to one key. */
export const adminSession = pgTable(
  'admin_session',
  {
    id: uuid('id').primaryKey(),
    issuer: text('issuer').notNull(),
    subject: text('subject').notNull(),
    /** A JSON array of roles. */
    roles: text('roles').notNull(),
    /** RFC 7638 thumbprint of the key it is bound to. */
    kid: text('kid').notNull(),
    createdAt: timestamp('created_at', { withTimezone: true, mode: 'date' }).notNull(),
    seenAt: timestamp('seen_at', { withTimezone: true, mode: 'date' }).notNull(),
    expiresAt: timestamp('expires_at', { withTimezone: true, mode: 'date' }).notNull(),
    endedAt: timestamp('ended_at', { withTimezone: true, mode: 'date' }),
    /** A JSON array of strings: the groups of the token it was opened with. */
    groups: text('groups').notNull().default('[]'),
    /** When its user was last asked to authenticate, and how: `auth_time`, and `amr` as a JSON array. */
    authTime: timestamp('auth_time', { withTimezone: true, mode: 'date' }),
    amr: text('amr').notNull().default('[]'),
    /** Whether somebody acts for its user (`act`). */
    delegated: boolean('delegated').notNull().default(false),
  },
  (table) => [index('admin_session_expiry').on(table.expiresAt)],
);

/** Roles given to an identity itself and not by its groups: the first admin's, by the bootstrap. */
export const adminRole = pgTable(
  'admin_role',
  {
    issuer: text('issuer').notNull(),
    subject: text('subject').notNull(),
    role: text('role').notNull(),
    createdAt: timestamp('created_at', { withTimezone: true, mode: 'date' }).notNull().defaultNow(),
  },
  (table) => [primaryKey({ name: 'admin_role_pk', columns: [table.issuer, table.subject, table.role] })],
);

/** The one bootstrap token, by its SHA-256. */
export const bootstrap = pgTable(
  'bootstrap',
  {
    id: smallint('id').primaryKey().default(1),
    digest: bytes('digest').notNull(),
    expiresAt: timestamp('expires_at', { withTimezone: true, mode: 'date' }).notNull(),
    usedAt: timestamp('used_at', { withTimezone: true, mode: 'date' }),
  },
  (table) => [check('bootstrap_one_row', sql`${table.id} = 1`)],
);
