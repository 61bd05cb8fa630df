import { integer, pgTable, text, timestamp } from 'drizzle-orm/pg-core';

/** Connections and policy as they were applied, one row for each version: replicas follow the highest. */
export const configVersion = pgTable('config_version', {
  /** From 1, without gaps. */
  version: integer('version').primaryKey(),
  /** SHA-256 of `content`, `sha256:<64 hex>`. */
  digest: text('digest').notNull(),
  /** JSON: `connections` and `policy`, complete. */
  content: text('content').notNull(),
  /** `start`: the file that a replica started with; `apply`, `rollback`: by an admin. */
  origin: text('origin').notNull(),
  issuer: text('issuer'),
  subject: text('subject'),
  createdAt: timestamp('created_at', { withTimezone: true, mode: 'date' }).notNull(),
});
