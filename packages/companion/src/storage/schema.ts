import { sql } from 'drizzle-orm';
import {
  bigint,
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
export const secret = pgTable('secret', {
  name: text('name').primaryKey(),
  sealed: bytes('sealed').notNull(),
  createdAt: timestamp('created_at', { withTimezone: true, mode: 'date' }).notNull().defaultNow(),
});

/** The companion's own signing keys, the private half sealed. */
export const signingKey = pgTable('signing_key', {
  /** `log`, `event` or `grant`. */
  purpose: text('purpose').primaryKey(),
  kid: text('kid').notNull(),
  sealed: bytes('sealed').notNull(),
  /** The public key as JSON, RFC 7517. */
  publicJwk: text('public_jwk').notNull(),
  createdAt: timestamp('created_at', { withTimezone: true, mode: 'date' }).notNull().defaultNow(),
});

/** The row that the start-up durability self-test commits. */
export const durabilityProbe = pgTable('durability_probe', {
  id: smallint('id').primaryKey(),
  probes: count('probes').notNull(),
});
