import type { ErrorCode } from '@sallyport/core';
import { countOf, guarded, type SqlRow, type SqlRunner } from '../storage/index.ts';
import type { Held } from './sink-rows.ts';

/** An entry that a sink will never take as it is. */
export interface DeadLetter {
  /** In the ledger, which keeps it. */
  readonly index: number;
  readonly error: ErrorCode;
  readonly diedAt: Date;
  /** Whether it is about to be tried again. */
  readonly again: boolean;
}

const HELD = `exists (select from sink as held where held.name = $1::text and held.holder = $2::uuid)`;

/** A sink's dead letters from an index on, in the log's order. Raises `ledger_unavailable`. */
export async function listDeadLetters(
  runner: SqlRunner,
  { sink, from, most }: { readonly sink: string; readonly from: number; readonly most: number },
): Promise<readonly DeadLetter[]> {
  const rows = await guarded(
    runner.query({
      name: 'sallyport_dead_letters',
      text: `select index, error, extract(epoch from died_at)::float8 as died_at, again from sink_dead_letter
        where sink = $1::text and index >= $2::bigint order by index limit $3::int`,
      values: [sink, from, most],
    }),
  );
  return rows.map(deadLetter);
}

/** Has a sink's dead letters tried again, all of them or one; tells how many. Raises `ledger_unavailable`. */
export async function reviveDeadLetters(runner: SqlRunner, sink: string, index?: number): Promise<number> {
  const [row] = await guarded(
    runner.query({
      name: 'sallyport_dead_letters_revive',
      text: `with revived as (
          update sink_dead_letter set again = true
          where sink = $1::text and ($2::bigint is null or index = $2::bigint) returning index
        ) select count(*) as count from revived`,
      values: [sink, index ?? null],
    }),
  );
  return countOf(row?.count);
}

/** The first dead letters of a sink that are to be tried again. Raises `ledger_unavailable`. */
export async function revivedDeadLetters(
  runner: SqlRunner,
  { sink, most }: { readonly sink: string; readonly most: number },
): Promise<readonly number[]> {
  const rows = await guarded(
    runner.query({
      name: 'sallyport_dead_letters_revived',
      text: 'select index from sink_dead_letter where sink = $1::text and again order by index limit $2::int',
      values: [sink, most],
    }),
  );
  return rows.map(({ index }) => countOf(index));
}

/** Forgets dead letters that the sink has taken after all, while it is held. Raises `ledger_unavailable`. */
export async function dropDeadLetters(
  runner: SqlRunner,
  { sink, holder, indexes }: Held & { readonly indexes: readonly number[] },
): Promise<void> {
  await guarded(
    runner.query({
      name: 'sallyport_dead_letters_drop',
      text: `delete from sink_dead_letter where sink = $1::text and index = any($3::bigint[]) and ${HELD}`,
      values: [sink, holder, indexes],
    }),
  );
}

/** Notes that one was refused again, while the sink is held. Raises `ledger_unavailable`. */
export async function reburyDeadLetter(
  runner: SqlRunner,
  { sink, holder, index, error }: Held & { readonly index: number; readonly error: ErrorCode },
): Promise<void> {
  await guarded(
    runner.query({
      name: 'sallyport_dead_letter_rebury',
      text: `update sink_dead_letter set again = false, error = $4::text, died_at = now()
        where sink = $1::text and index = $3::bigint and ${HELD}`,
      values: [sink, holder, index, error],
    }),
  );
}

function deadLetter({ index, error, died_at: diedAt, again }: SqlRow): DeadLetter {
  return {
    index: countOf(index),
    error: String(error) as ErrorCode,
    diedAt: new Date(Number(diedAt) * 1000),
    again: again === true,
  };
}
