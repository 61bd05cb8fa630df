import { integer, pgTable, text, timestamp, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { bytes, count } from './columns.ts';

/** Digests of activity, one for each period, and who signed each off. */
export const activityDigest = pgTable(
  'activity_digest',
  {
    id: uuid('id').primaryKey(),
    /** The period: from then on, and before then. */
    startsAt: timestamp('starts_at', { withTimezone: true, mode: 'date' }).notNull(),
    endsAt: timestamp('ends_at', { withTimezone: true, mode: 'date' }).notNull(),
    /** The entries of the ledger that it was made of: from this index on, and before that one. */
    first: count('first').notNull(),
    end: count('end').notNull(),
    /** The digest, JSON, sealed, and SHA-256 of its exact bytes. */
    sealedContent: bytes('sealed_content').notNull(),
    digest: bytes('digest').notNull(),
    findings: integer('findings').notNull(),
    createdAt: timestamp('created_at', { withTimezone: true, mode: 'date' }).notNull(),
    /** One of `ACTIVITY_CONCLUSIONS`; null while nobody signed it off. */
    conclusion: text('conclusion'),
    issuer: text('issuer'),
    subject: text('subject'),
    signedAt: timestamp('signed_at', { withTimezone: true, mode: 'date' }),
  },
  (table) => [uniqueIndex('activity_digest_period').on(table.startsAt, table.endsAt)],
);
