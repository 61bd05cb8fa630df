import { index, pgTable, primaryKey, timestamp, uuid } from 'drizzle-orm/pg-core';
import { bytes, count } from './columns.ts';

/** What was used of a limit in one span of time. */
export const limitWindow = pgTable(
  'limit_window',
  {
    /** SHA-256 of rule, identity and what is counted. */
    key: bytes('key').notNull(),
    startsAt: timestamp('starts_at', { withTimezone: true, mode: 'date' }).notNull(),
    used: count('used').notNull(),
    expiresAt: timestamp('expires_at', { withTimezone: true, mode: 'date' }).notNull(),
  },
  (table) => [
    primaryKey({ name: 'limit_window_pk', columns: [table.key, table.startsAt] }),
    index('limit_window_expiry').on(table.expiresAt),
  ],
);

/** Calls under way that are counted, each until it ends or, when its replica died, expires. */
export const limitLease = pgTable(
  'limit_lease',
  {
    id: uuid('id').primaryKey(),
    key: bytes('key').notNull(),
    expiresAt: timestamp('expires_at', { withTimezone: true, mode: 'date' }).notNull(),
  },
  (table) => [index('limit_lease_key').on(table.key, table.expiresAt), index('limit_lease_expiry').on(table.expiresAt)],
);
