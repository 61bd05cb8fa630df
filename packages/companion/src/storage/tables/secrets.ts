import { sql } from 'drizzle-orm';
import { integer, pgTable, primaryKey, text, timestamp, uniqueIndex } from 'drizzle-orm/pg-core';
import { bytes } from './columns.ts';

/** Sealed secrets, such as provider keys. */
export const secret = pgTable(
  'secret',
  {
    name: text('name').notNull(),
    /** From 1; the highest is the one in use, and while it is being rotated the one before it lives on. */
    version: integer('version').notNull().default(1),
    sealed: bytes('sealed').notNull(),
    createdAt: timestamp('created_at', { withTimezone: true, mode: 'date' }).notNull().defaultNow(),
  },
  (table) => [primaryKey({ name: 'secret_pk', columns: [table.name, table.version] })],
);

/** The companion's own signing keys, the private half sealed. */
export const signingKey = pgTable(
  'signing_key',
  {
    /** `log`, `event`, `grant` or `federation`. */
    purpose: text('purpose').notNull(),
    kid: text('kid').notNull(),
    /** `next` is published and does not sign yet, `active` signs, `retired` only verifies what it signed. */
    state: text('state').notNull().default('active'),
    sealed: bytes('sealed').notNull(),
    /** The public key as JSON, RFC 7517. */
    publicJwk: text('public_jwk').notNull(),
    createdAt: timestamp('created_at', { withTimezone: true, mode: 'date' }).notNull().defaultNow(),
    /** When it came into its state. */
    changedAt: timestamp('changed_at', { withTimezone: true, mode: 'date' }).notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ name: 'signing_key_pk', columns: [table.purpose, table.kid] }),
    uniqueIndex('signing_key_active').on(table.purpose).where(sql`${table.state} = 'active'`),
    uniqueIndex('signing_key_next').on(table.purpose).where(sql`${table.state} = 'next'`),
  ],
);
