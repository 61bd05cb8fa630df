import { sql } from 'drizzle-orm';
import { boolean, integer, index as makeIndex, pgTable, primaryKey, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import { count } from './columns.ts';

/** How far each sink is. One replica at a time delivers to it. */
export const sink = pgTable('sink', {
  /** The configured name. */
  name: text('name').primaryKey(),
  /** The first entry that was not delivered yet, and was not given up. It is moved by compare-and-set, and never back. */
  next: count('next').notNull(),
  /** How often in a row it failed since it last took something, why, and when it is tried again. */
  failures: integer('failures').notNull().default(0),
  error: text('error'),
  dueAt: timestamp('due_at', { withTimezone: true, mode: 'date' }).notNull(),
  /** The replica that delivers to it, until then. */
  holder: uuid('holder'),
  heldUntil: timestamp('held_until', { withTimezone: true, mode: 'date' }),
  /** When it last took something. */
  deliveredAt: timestamp('delivered_at', { withTimezone: true, mode: 'date' }),
});

/** Entries that a sink will never take: they stay in the ledger, and can be tried again. */
export const sinkDeadLetter = pgTable(
  'sink_dead_letter',
  {
    sink: text('sink').notNull(),
    /** Of the entry, in the ledger. */
    index: count('index').notNull(),
    /** An error code. */
    error: text('error').notNull(),
    diedAt: timestamp('died_at', { withTimezone: true, mode: 'date' }).notNull(),
    /** Whether somebody has asked for it to be tried again, and it was not yet. */
    again: boolean('again').notNull().default(false),
  },
  (table) => [
    primaryKey({ name: 'sink_dead_letter_pk', columns: [table.sink, table.index] }),
    makeIndex('sink_dead_letter_time').on(table.diedAt),
    makeIndex('sink_dead_letter_again').on(table.sink, table.index).where(sql`${table.again}`),
  ],
);
