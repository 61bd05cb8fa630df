import { pgTable, smallint } from 'drizzle-orm/pg-core';
import { count } from './columns.ts';

/** The row that the start-up durability self-test commits. */
export const durabilityProbe = pgTable('durability_probe', {
  id: smallint('id').primaryKey(),
  probes: count('probes').notNull(),
});
