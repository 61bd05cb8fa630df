import { sql } from 'drizzle-orm';
import {
  bigint,
  bigserial,
  check,
  customType,
  index,
  integer,
  pgTable,
  primaryKey,
  smallint,
  text,
  timestamp,
  unique,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';

/** `bytea`, always a plain `Uint8Array`: node-postgres gives a `Buffer`, PGlite a `Uint8Array`. */
const bytes = customType<{ data: Uint8Array; driverData: Uint8Array }>({
  dataType: () => 'bytea',
  toDriver: (value) => Buffer.from(value.buffer, value.byteOffset, value.byteLength),
  fromDriver: (value) => new Uint8Array(value.buffer, value.byteOffset, value.byteLength),
});

/** `bigint` as a number: sizes and indexes stay far below 2^53. */
const count = (name: string) => bigint(name, { mode: 'number' });

/** The one row that says how far the log has grown; whoever appends moves it by compare-and-set on `size`. */
export const ledgerHead = pgTable(
  'ledger_head',
  {
    id: smallint('id').primaryKey().default(1),
    origin: text('origin').notNull(),
    size: count('size').notNull(),
    /** The roots of the tree's largest perfect subtrees, left to right, 32 bytes each: with the last tiles, what it takes to grow it. */
    edge: bytes('edge').notNull(),
    /** The signed note for this size. */
    checkpoint: text('checkpoint').notNull(),
  },
  (table) => [check('ledger_head_one_row', sql`${table.id} = 1`)],
);

/** One row per event. */
export const ledgerLeaf = pgTable(
  'ledger_leaf',
  {
    index: count('index').primaryKey(),
    eventId: uuid('event_id').notNull(),
    kid: text('kid').notNull(),
    /** The exact bytes that were signed and hashed. */
    leaf: bytes('leaf').notNull(),
    leafHash: bytes('leaf_hash').notNull(),
  },
  (table) => [unique('ledger_leaf_kid_event').on(table.kid, table.eventId)],
);

/**
 * Tiles of C2SP `tlog-tiles`: up to 256 hashes of one level, 32 bytes each. The last of a level may be partial, except at level 0, whose
 * last hashes are those of the leaves: so an append of a few leaves writes no tile at all.
 */
export const ledgerTile = pgTable(
  'ledger_tile',
  {
    level: integer('level').notNull(),
    index: count('index').notNull(),
    hashes: bytes('hashes').notNull(),
  },
  (table) => [primaryKey({ name: 'ledger_tile_pk', columns: [table.level, table.index] })],
);

/** Where the intent and the outcome of each session stand in the log; without the latter, a crash left it open. */
export const session = pgTable(
  'session',
  {
    id: uuid('id').primaryKey(),
    openedIndex: count('opened_index').notNull(),
    closedIndex: count('closed_index'),
    openedAt: timestamp('opened_at', { withTimezone: true, mode: 'date' }).notNull(),
    /** 16 bytes that are the same for the same salt: a salt serves one session. */
    saltDigest: bytes('salt_digest').unique('session_salt'),
    /** What the session's commitments were made with, sealed. */
    sealedSalt: bytes('sealed_salt'),
  },
  (table) => [index('session_open').on(table.openedAt).where(sql`${table.closedIndex} is null`)],
);

/** The keys that clients sign with, each of one identity, from its first grant on. */
export const clientKey = pgTable('client_key', {
  /** RFC 7638 thumbprint. */
  kid: text('kid').primaryKey(),
  issuer: text('issuer').notNull(),
  subject: text('subject').notNull(),
  /** The coordinates, in base64url. */
  x: text('x').notNull(),
  y: text('y').notNull(),
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

/** What was revoked and whose groups changed, in order: every replica follows it. */
export const accessChange = pgTable(
  'access_change',
  {
    id: bigserial('id', { mode: 'number' }).primaryKey(),
    at: timestamp('at', { withTimezone: true, mode: 'date' }).notNull().defaultNow(),
    /** `grant_revoked`, `identity_revoked` or `groups_changed`. */
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

/** The row that the start-up durability self-test commits. */
export const durabilityProbe = pgTable('durability_probe', {
  id: smallint('id').primaryKey(),
  probes: count('probes').notNull(),
});
