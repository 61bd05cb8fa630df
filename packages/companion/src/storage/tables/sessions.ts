import { sql } from 'drizzle-orm';
import { boolean, index, inet, pgTable, primaryKey, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import { bytes, count } from './columns.ts';

/**
 * What sessions, and calls that were refused before they had one, are found by. It is written by the very statement that appends the event, and never
 * updated: how a session ended stands in `session`. All but `client`, `groups`, the model and `baa` comes from the ledger, and can be made from it again.
 */
export const sessionIndex = pgTable(
  'session_index',
  {
    /** The session's; of a refused call that of its event. */
    id: uuid('id').primaryKey(),
    /** Where its intent, or its refusal, stands in the log. */
    index: count('index').notNull(),
    openedAt: timestamp('opened_at', { withTimezone: true, mode: 'date' }).notNull(),
    issuer: text('issuer'),
    subject: text('subject'),
    /** 16 bytes that are the same for the same identity: a subject may be too long for an index. */
    person: bytes('person'),
    client: text('client'),
    groups: text('groups').array().notNull().default([]),
    clientIp: inet('client_ip'),
    connection: text('connection'),
    /** What agreement covered the provider: `true`, `false` or `self_hosted`. */
    baa: text('baa'),
    operation: text('operation'),
    /** The model: 16 bytes that are the same for the same one, and its name, sealed. */
    modelDigest: bytes('model_digest'),
    sealedModel: bytes('sealed_model'),
    correlationId: uuid('correlation_id'),
    policy: text('policy'),
    rule: text('rule'),
    /** `allow`, `review` where people approved it, `deny` where it was refused. */
    effect: text('effect').notNull(),
    /** Why it was refused. */
    refusal: text('refusal'),
    /** The entities that were found in the request, also those that the client says it replaced. */
    entities: text('entities').array().notNull().default([]),
    purpose: text('purpose'),
    review: uuid('review'),
    /** HMAC of the pseudonym. */
    subjectOfCare: bytes('subject_of_care'),
    /** One of `RECORDING_MODES`; absent where nothing was decided. */
    recording: text('recording'),
    bytesOut: count('bytes_out'),
    /** Whether a grant, and not a bearer's own token, let it in. */
    granted: boolean('granted').notNull().default(false),
  },
  (table) => [
    index('session_index_time').on(table.openedAt, table.id),
    index('session_index_person').on(table.person, table.openedAt, table.id),
    index('session_index_correlation').on(table.correlationId, table.openedAt, table.id),
    index('session_index_care')
      .on(table.subjectOfCare, table.openedAt, table.id)
      .where(sql`${table.subjectOfCare} is not null`),
    index('session_index_denied').on(table.openedAt, table.id).where(sql`${table.effect} = 'deny'`),
    index('session_index_review').on(table.openedAt, table.id).where(sql`${table.review} is not null`),
  ],
);

/** Which events are about a session or a review, beside those that open and close it: few of each, so they are found without a search of the log. */
export const eventAbout = pgTable(
  'event_about',
  {
    /** The id of the session, or of the review. */
    about: uuid('about').notNull(),
    /** Where the event stands in the log. */
    index: count('index').notNull(),
  },
  (table) => [primaryKey({ name: 'event_about_pk', columns: [table.about, table.index] })],
);
