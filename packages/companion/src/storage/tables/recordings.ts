import { sql } from 'drizzle-orm';
import { boolean, index, integer, pgTable, primaryKey, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import { bytes, count } from './columns.ts';

/** Recordings of sessions. */
export const recording = pgTable(
  'recording',
  {
    /** The session's. */
    id: uuid('id').primaryKey(),
    /** One of `RECORDING_MODES`. */
    mode: text('mode').notNull(),
    /** The name of its retention class. */
    retention: text('retention').notNull(),
    /** Where its segments are: `database` or `bucket`. */
    store: text('store').notNull(),
    /** The key of its segments, sealed. Purging takes it away. */
    sealedKey: bytes('sealed_key'),
    /** How many segments are stored, and, once it has ended, their digest. */
    segments: integer('segments').notNull().default(0),
    size: count('size').notNull().default(0),
    digest: bytes('digest'),
    startedAt: timestamp('started_at', { withTimezone: true, mode: 'date' }).notNull(),
    endedAt: timestamp('ended_at', { withTimezone: true, mode: 'date' }),
    /** Whether a crash ended it: what was stored by then is all there is. */
    cut: boolean('cut').notNull().default(false),
    keepUntil: timestamp('keep_until', { withTimezone: true, mode: 'date' }).notNull(),
    /** Once it is to be purged: the event that says so, one of `PURGE_REASONS`, and when it is looked at next, unless all is done. */
    purgeEvent: uuid('purge_event'),
    purgeReason: text('purge_reason'),
    purgeDue: timestamp('purge_due', { withTimezone: true, mode: 'date' }),
    /** When its key was destroyed. */
    purgedAt: timestamp('purged_at', { withTimezone: true, mode: 'date' }),
    /** What says that it was purged: a compact JWS. */
    certificate: text('certificate'),
    /** When the last of its segments was gone: a locked bucket keeps them until the lock ends. */
    removedAt: timestamp('removed_at', { withTimezone: true, mode: 'date' }),
    /** Whether its objects in a bucket are under a legal hold there. */
    bucketHeld: boolean('bucket_held').notNull().default(false),
  },
  (table) => [
    index('recording_keep').on(table.keepUntil).where(sql`${table.purgeEvent} is null`),
    index('recording_purging')
      .on(table.purgeDue)
      .where(sql`${table.purgeEvent} is not null and ${table.removedAt} is null`),
    index('recording_bucket_held').on(table.id).where(sql`${table.bucketHeld}`),
  ],
);

/** Segments of recordings that are kept in the database: each a compact JWE. */
export const recordingSegment = pgTable(
  'recording_segment',
  {
    recording: uuid('recording').notNull(),
    index: integer('index').notNull(),
    jwe: bytes('jwe').notNull(),
  },
  (table) => [primaryKey({ name: 'recording_segment_pk', columns: [table.recording, table.index] })],
);

/** Originals, sealed to auditors' keys: the companion cannot read them. */
export const originals = pgTable('originals', {
  /** The session's. */
  id: uuid('id').primaryKey(),
  /** SHA-256 of all of it, as the intent commits to it. */
  digest: bytes('digest').notNull(),
  /** `client` or `companion`. */
  sealedBy: text('sealed_by').notNull(),
  store: text('store').notNull(),
  parts: integer('parts').notNull(),
  size: count('size').notNull(),
  receivedAt: timestamp('received_at', { withTimezone: true, mode: 'date' }).notNull(),
  purgedAt: timestamp('purged_at', { withTimezone: true, mode: 'date' }),
});

/** Parts of originals that are kept in the database. */
export const originalsPart = pgTable(
  'originals_part',
  {
    originals: uuid('originals').notNull(),
    index: integer('index').notNull(),
    bytes: bytes('bytes').notNull(),
  },
  (table) => [primaryKey({ name: 'originals_part_pk', columns: [table.originals, table.index] })],
);

/** Legal holds: what matches one is not purged. Of the columns that say what it holds, all that are there must match. */
export const legalHold = pgTable(
  'legal_hold',
  {
    id: uuid('id').primaryKey(),
    session: uuid('session'),
    correlationId: uuid('correlation_id'),
    issuer: text('issuer'),
    subject: text('subject'),
    connection: text('connection'),
    /** As `session_index.subject_of_care`. */
    subjectOfCare: bytes('subject_of_care'),
    sealedReason: bytes('sealed_reason').notNull(),
    placedBy: text('placed_by').notNull(),
    placedAt: timestamp('placed_at', { withTimezone: true, mode: 'date' }).notNull(),
    releasedAt: timestamp('released_at', { withTimezone: true, mode: 'date' }),
  },
  (table) => [index('legal_hold_live').on(table.placedAt).where(sql`${table.releasedAt} is null`)],
);
