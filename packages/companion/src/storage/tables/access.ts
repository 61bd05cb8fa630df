import { bigserial, index, pgTable, primaryKey, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import { bytes, count } from './columns.ts';

/** The keys that clients sign with, each of one identity, from its first grant on. */
export const clientKey = pgTable('client_key', {
  /** RFC 7638 thumbprint. */
  kid: text('kid').primaryKey(),
  issuer: text('issuer').notNull(),
  subject: text('subject').notNull(),
  /** The coordinates, in base64url. */
  x: text('x').notNull(),
  y: text('y').notNull(),
  /** Where the grant that named it stands in the ledger. Null where an older version bound it. */
  grantedIndex: count('granted_index'),
  createdAt: timestamp('created_at', { withTimezone: true, mode: 'date' }).notNull().defaultNow(),
});

/** Which key first presented an identity token: no other may, until the token has expired. */
export const subjectToken = pgTable(
  'subject_token',
  {
    /** SHA-256 of the token. */
    digest: bytes('digest').primaryKey(),
    kid: text('kid').notNull(),
    expiresAt: timestamp('expires_at', { withTimezone: true, mode: 'date' }).notNull(),
  },
  (table) => [index('subject_token_expiry').on(table.expiresAt)],
);

/** What was revoked and whose groups changed, in order: every replica follows it. */
export const accessChange = pgTable(
  'access_change',
  {
    id: bigserial('id', { mode: 'number' }).primaryKey(),
    at: timestamp('at', { withTimezone: true, mode: 'date' }).notNull().defaultNow(),
    /** `grant_revoked`, `identity_revoked`, `groups_changed` or `review_revoked`. */
    kind: text('kind').notNull(),
    issuer: text('issuer'),
    subject: text('subject'),
    grantId: uuid('grant_id'),
    /** When nothing can be left that it is about. */
    expiresAt: timestamp('expires_at', { withTimezone: true, mode: 'date' }).notNull(),
  },
  (table) => [index('access_change_at').on(table.at), index('access_change_expiry').on(table.expiresAt)],
);

/** The groups of each identity as its last exchange found them: grants carry none. */
export const identityGroups = pgTable(
  'identity_groups',
  {
    issuer: text('issuer').notNull(),
    subject: text('subject').notNull(),
    /** A JSON array of strings. */
    groups: text('groups').notNull(),
    /** `person` or `service`, where the issuer's rules tell. */
    nature: text('nature'),
    /** When the token that said so was issued. */
    at: timestamp('at', { withTimezone: true, mode: 'date' }).notNull(),
  },
  (table) => [primaryKey({ name: 'identity_groups_pk', columns: [table.issuer, table.subject] })],
);

/** What may be used once, by its SHA-256, until it would have expired anyway: proofs of control calls, SAML assertions. */
export const usedOnce = pgTable(
  'used_once',
  {
    digest: bytes('digest').primaryKey(),
    expiresAt: timestamp('expires_at', { withTimezone: true, mode: 'date' }).notNull(),
  },
  (table) => [index('used_once_expiry').on(table.expiresAt)],
);
