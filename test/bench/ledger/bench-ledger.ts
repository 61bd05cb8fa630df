import type { Options } from '../options.ts';
import type { BenchResult } from '../report/result.ts';
import { benchDatabase } from './bench-database.ts';
import { measureProofs } from './measure-proofs.ts';

/**
 * Measures how many durable events a second the ledger takes, on PostgreSQL and on the embedded database; and what proofs take, of trees of a
 * thousand to a million entries.
 */
export async function benchLedger(options: Options): Promise<BenchResult> {
  const proofs = await measureProofs(options);
  const postgres = await benchDatabase('postgresql', options);
  const pglite = await benchDatabase('pglite', options);
  const hundred = options.inProcess
    ? {}
    : { events_per_s_pg_100: postgres.hundred, events_per_s_pglite_100: pglite.hundred };
  return {
    name: options.inProcess ? 'ledger-in-process' : 'ledger',
    rows: [...postgres.rows, ...pglite.rows, ...proofs.rows],
    ratios: { ...hundred, ...proofs.growth },
    checks: [...postgres.checks, ...pglite.checks],
    conditions: {
      postgresql: postgres.durability,
      pglite: pglite.durability,
      proofs: 'entries and earlier sizes drawn anew for each; tiles in memory, none kept between proofs',
      '10 x 10 waiting': 'ten connections, on each a batch of ten events that waits for its answer',
    },
  };
}
