import { sql } from 'drizzle-orm';
import {
  check,
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
import { bytes, count } from './columns.ts';

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
    /** How it ended, as its outcome says: `success`, `failure` or `unknown`. */
    closedAt: timestamp('closed_at', { withTimezone: true, mode: 'date' }),
    status: text('status'),
    error: text('error'),
    upstreamStatus: integer('upstream_status'),
    bytesBack: count('bytes_back'),
  },
  (table) => [index('session_open').on(table.openedAt).where(sql`${table.closedIndex} is null`)],
);

/** Of each witness the latest checkpoint that it cosigned. */
export const ledgerWitnessed = pgTable('ledger_witnessed', {
  /** The name of the witness's key. */
  witness: text('witness').primaryKey(),
  size: count('size').notNull(),
  root: bytes('root').notNull(),
  /** The checkpoint with its cosignature, C2SP signed-note. */
  note: text('note').notNull(),
  cosignedAt: timestamp('cosigned_at', { withTimezone: true, mode: 'date' }).notNull(),
});

/** The one row by which replicas take turns to have the log witnessed, and tell each other what a witness found wrong. */
export const ledgerWatch = pgTable(
  'ledger_watch',
  {
    id: smallint('id').primaryKey().default(1),
    /** When a replica last took the turn, in milliseconds since the epoch. */
    turnAt: count('turn_at').notNull(),
    /** The error code of what a witness contradicted; null while none did. */
    alarm: text('alarm'),
  },
  (table) => [check('ledger_watch_one_row', sql`${table.id} = 1`)],
);

/** Each `log.recovered` in the log, and what shows that it speaks the truth. */
export const ledgerRecovery = pgTable('ledger_recovery', {
  /** Where it stands. */
  index: count('index').primaryKey(),
  /** The checkpoint that it goes back behind, with the cosignature of the witness that had seen it. */
  witnessed: text('witnessed').notNull(),
});
