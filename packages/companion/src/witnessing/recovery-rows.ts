import { desc } from 'drizzle-orm';
import type { Ledger } from '../ledger/index.ts';
import { type Database, guarded, schema } from '../storage/index.ts';

/** A `log.recovered`, and what shows clients that it speaks the truth. */
export interface RecoveryRow {
  readonly index: number;
  /** The checkpoint that was lost, with the cosignature of the witness that had seen it. */
  readonly witnessed: string;
}

/** The most that clients are told of: who was away for longer must be told by a person. */
const MOST_TOLD = 8;

/** Keeps what shows that a `log.recovered` speaks the truth. Raises `ledger_unavailable`. */
export async function keepRecovery({ orm }: Database, row: RecoveryRow): Promise<void> {
  await guarded(orm.insert(schema.ledgerRecovery).values(row).onConflictDoNothing());
}

/** The latest recoveries, each with the exact bytes of its event, the last one first. Raises `ledger_*`. */
export async function latestRecoveries(
  { orm }: Database,
  ledger: Pick<Ledger, 'leaf'>,
): Promise<readonly (RecoveryRow & { readonly leaf: Uint8Array })[]> {
  const { ledgerRecovery } = schema;
  const rows = await guarded(orm.select().from(ledgerRecovery).orderBy(desc(ledgerRecovery.index)).limit(MOST_TOLD));
  return Promise.all(rows.map(async (row) => ({ ...row, leaf: await ledger.leaf(row.index) })));
}
