import type { Options } from '../options.ts';
import type { BenchResult } from '../report/result.ts';
import { benchDatabase } from './bench-database.ts';

/** Measures how many durable events a second the ledger takes, on PostgreSQL and on the embedded database. */
export async function benchLedger(options: Options): Promise<BenchResult> {
  const postgres = await benchDatabase('postgresql', options);
  const pglite = await benchDatabase('pglite', options);
  const hundred = options.inProcess
    ? {}
    : { events_per_s_pg_100: postgres.hundred, events_per_s_pglite_100: pglite.hundred };
  return {
    name: options.inProcess ? 'ledger-in-process' : 'ledger',
    rows: [...postgres.rows, ...pglite.rows],
    ratios: hundred,
    checks: [...postgres.checks, ...pglite.checks],
    conditions: {
      postgresql: postgres.durability,
      pglite: pglite.durability,
      '10 x 10 waiting': 'ten connections, on each a batch of ten events that waits for its answer',
    },
  };
}
