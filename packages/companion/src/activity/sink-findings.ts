import { countOf, guarded, type SqlRunner } from '../storage/index.ts';
import type { FindingTally } from './finding-tally.ts';
import type { Period } from './periods.ts';

/** What is asked about sinks. */
export interface SinkOrder {
  readonly period: Period;
  /** The entries of the period end before this one. */
  readonly end: number;
  /** The configured sinks. */
  readonly names: readonly string[];
}

/**
 * Finds which sinks, when the digest is made, were not given all of the period yet, with how many entries they are behind its end; and what they will
 * never take, of what died in the period. Raises `ledger_unavailable`.
 */
export async function findSinks(database: SqlRunner, tally: FindingTally, order: SinkOrder): Promise<void> {
  if (order.names.length === 0) return;
  await findBehind(database, tally, order);
  await findDead(database, tally, order);
}

async function findBehind(database: SqlRunner, tally: FindingTally, { period, end, names }: SinkOrder): Promise<void> {
  const text = 'select name, next, error from sink where name = any($1::text[]) and next < $2::bigint order by name';
  const rows = await guarded(database.query({ name: 'sallyport_activity_sinks', text, values: [names, end] }));
  for (const { name, next, error } of rows) {
    const code = error === null ? {} : { code: String(error) };
    const subject = { kind: 'sink_behind', ...code, name: String(name) } as const;
    tally.add(subject, { first: period.to, last: period.to, count: end - countOf(next) });
  }
}

async function findDead(database: SqlRunner, tally: FindingTally, { period, names }: SinkOrder): Promise<void> {
  const text = `select sink, error, count(*) as dead, min(died_at) as first, max(died_at) as last from sink_dead_letter
    where sink = any($1::text[]) and died_at >= $2::timestamptz and died_at < $3::timestamptz group by sink, error order by sink, error`;
  const values = [names, new Date(period.from).toISOString(), new Date(period.to).toISOString()];
  const rows = await guarded(database.query({ name: 'sallyport_activity_dead', text, values }));
  for (const { sink, error, dead, first, last } of rows) {
    const subject = { kind: 'sink_dead_letters', code: String(error), name: String(sink) } as const;
    const [began, ended] = [first, last].map((time) => new Date(time as string | Date).getTime());
    tally.add(subject, { first: began ?? period.from, last: ended ?? period.to, count: countOf(dead) });
  }
}
