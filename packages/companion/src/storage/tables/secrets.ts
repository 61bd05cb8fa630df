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

/** The companion's own signing keys, the private half sealed; of one that is `ended` or `kept`, the public half. */
export const signingKey = pgTable(
  'signing_key',
  {
    /** `log`, `event`, `grant` or `federation`. */
    purpose: text('purpose').notNull(),
    kid: text('kid').notNull(),
    /** `next`, `active`, `retired`, `ended` or `kept`: see `KeyState`. */
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

/** How the keys by which the ledger is believed followed each other, from those of its beginning on. */
export const trustStep = pgTable('trust_step', {
  /** From 0, without a gap. */
  position: integer('position').primaryKey(),
  /** A compact JWS, see `endorseTrust`. */
  endorsement: text('endorsement').notNull(),
  createdAt: timestamp('created_at', { withTimezone: true, mode: 'date' }).notNull().defaultNow(),
});
