import { sql } from 'drizzle-orm';
import {
  boolean,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  timestamp,
  unique,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import { bytes, count } from './columns.ts';

/** A call, or calls of a time, that people must approve. */
export const review = pgTable(
  'review',
  {
    id: uuid('id').primaryKey(),
    /** One of `REVIEW_STATES`. It is changed by compare-and-set alone. */
    state: text('state').notNull(),
    /** One of `REVIEW_KINDS`. */
    kind: text('kind').notNull(),
    /** Who asks. */
    issuer: text('issuer').notNull(),
    subject: text('subject').notNull(),
    client: text('client'),
    /** A JSON array of identities: who acts for it. */
    actors: text('actors').notNull().default('[]'),
    /** A JSON array of strings: its groups when it asked. */
    groups: text('groups').notNull().default('[]'),
    clientIp: text('client_ip'),
    connection: text('connection').notNull(),
    operation: text('operation').notNull(),
    /** The policy's digest, and its rule. */
    policy: text('policy').notNull(),
    rule: text('rule').notNull(),
    /** JSON: a `ReviewDemand`. */
    demand: text('demand').notNull(),
    purpose: text('purpose'),
    correlationId: uuid('correlation_id').notNull(),
    /** JSON: what was found, and what was done about it, in counts. */
    found: text('found').notNull(),
    applied: text('applied').notNull(),
    /** Of the body as it would leave. */
    bodyBytes: count('body_bytes').notNull(),
    inputs: integer('inputs').notNull(),
    /** HMAC-SHA256 under the companion's own key of method, target, content type and body: as it came, and as it would leave. */
    before: bytes('before').notNull(),
    after: bytes('after').notNull(),
    /** The secret of surrogates and dates, sealed. */
    sealedSubject: bytes('sealed_subject').notNull(),
    /** The beginning of the body as it would leave, sealed, and whether there is more; empty once it is forgotten. */
    sealedBody: bytes('sealed_body').notNull(),
    bodyCut: boolean('body_cut').notNull(),
    requestedAt: timestamp('requested_at', { withTimezone: true, mode: 'date' }).notNull(),
    /** Of a pending one: until when it waits. Of an approved one: until when that holds. */
    expiresAt: timestamp('expires_at', { withTimezone: true, mode: 'date' }).notNull(),
    escalatesAt: timestamp('escalates_at', { withTimezone: true, mode: 'date' }),
    escalatedAt: timestamp('escalated_at', { withTimezone: true, mode: 'date' }),
    decidedAt: timestamp('decided_at', { withTimezone: true, mode: 'date' }),
    usedAt: timestamp('used_at', { withTimezone: true, mode: 'date' }),
    /** When an approval was taken back. */
    revokedAt: timestamp('revoked_at', { withTimezone: true, mode: 'date' }),
    /** Of one after the fact: the review whose glass was broken. */
    parent: uuid('parent'),
  },
  (table) => [
    uniqueIndex('review_pending_call')
      .on(table.issuer, table.subject, table.connection, table.operation, table.policy, table.before)
      .where(sql`${table.state} = 'pending' and ${table.kind} = 'call'`),
    index('review_of').on(table.issuer, table.subject, table.connection, table.operation, table.state),
    index('review_state').on(table.state, table.requestedAt),
    index('review_history').on(table.issuer, table.subject, table.operation, table.requestedAt),
    // What is approved after the fact stays so.
    index('review_expiry')
      .on(table.expiresAt)
      .where(sql`${table.state} = 'pending' or (${table.state} = 'approved' and ${table.kind} <> 'after_the_fact')`),
    index('review_escalation')
      .on(table.escalatesAt)
      .where(sql`${table.state} = 'pending' and ${table.escalatedAt} is null`),
    index('review_body').on(table.expiresAt).where(sql`octet_length(${table.sealedBody}) > 0`),
  ],
);

/** What is attached to a call that people must approve: kept for as long as they must, and no longer. */
export const reviewAttachment = pgTable(
  'review_attachment',
  {
    review: uuid('review').notNull(),
    /** Its place among those of the call, from 1. */
    number: integer('number').notNull(),
    /** One of `MEDIA_TYPES`. */
    type: text('type').notNull(),
    bytes: count('bytes').notNull(),
    /** HMAC-SHA256 of it under a key of the companion's own, in base64url. */
    commitment: text('commitment').notNull(),
    /** Itself, sealed; empty once it is not kept any more. */
    sealedBytes: bytes('sealed_bytes').notNull(),
    kept: boolean('kept').notNull(),
  },
  (table) => [
    primaryKey({ name: 'review_attachment_pk', columns: [table.review, table.number] }),
    index('review_attachment_kept').on(table.bytes).where(sql`${table.kept}`),
  ],
);

/** What somebody decided about a review; each person decides once. */
export const reviewDecision = pgTable(
  'review_decision',
  {
    id: uuid('id').primaryKey(),
    review: uuid('review').notNull(),
    /** One of `REVIEW_DECISIONS`. */
    decision: text('decision').notNull(),
    issuer: text('issuer').notNull(),
    subject: text('subject').notNull(),
    /** What two accounts of one person have in common. */
    person: text('person').notNull(),
    sealedJustification: bytes('sealed_justification').notNull(),
    /** Its commitment, in base64url. */
    commitment: text('commitment').notNull(),
    /** Of an approval of a window: how long a one, in seconds. */
    windowSeconds: integer('window_seconds'),
    decidedAt: timestamp('decided_at', { withTimezone: true, mode: 'date' }).notNull(),
  },
  (table) => [unique('review_decision_person').on(table.review, table.person, table.decision)],
);

/** A notice that is to be delivered, or never could be. */
export const notice = pgTable(
  'notice',
  {
    id: uuid('id').primaryKey(),
    review: uuid('review').notNull(),
    /** The configured name of what it goes to. */
    channel: text('channel').notNull(),
    /** One of `NOTICE_KINDS`. */
    kind: text('kind').notNull(),
    attempts: integer('attempts').notNull().default(0),
    nextAt: timestamp('next_at', { withTimezone: true, mode: 'date' }).notNull(),
    /** When it was given up. */
    deadAt: timestamp('dead_at', { withTimezone: true, mode: 'date' }),
    createdAt: timestamp('created_at', { withTimezone: true, mode: 'date' }).notNull(),
  },
  (table) => [
    unique('notice_once').on(table.review, table.channel, table.kind),
    index('notice_next').on(table.nextAt).where(sql`${table.deadAt} is null`),
  ],
);
