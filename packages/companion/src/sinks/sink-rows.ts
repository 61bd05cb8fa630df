import type { ErrorCode } from '@sallyport/core';
import { countOf, guarded, type SqlRow, type SqlRunner, type Statement } from '../storage/index.ts';

/** For how long a sink that was taken is nobody else's, in milliseconds, unless that is renewed. After that, who took it is dead. */
export const LEASE_MS = 60_000;

/** A sink in somebody's hands: its name, and a UUID that is that of the taking, and no other's. */
export interface Held {
  readonly sink: string;
  readonly holder: string;
}

/** What is known of a sink when it is taken. */
export interface TakenSink {
  /** The first entry that was not delivered yet. */
  readonly next: number;
  /** How many entries there are. */
  readonly end: number;
  /** How often in a row it failed since it last took something. */
  readonly failures: number;
  /** The log's. */
  readonly origin: string;
}

const HELD = `name = $1::text and holder = $2::uuid`;
const RENEWED = `held_until = now() + ${LEASE_MS} * interval '1 millisecond'`;
const FREED = 'holder = null, held_until = null';

/** Begins a sink that is new, with the first entry or with the next one. */
export async function insertSink(runner: SqlRunner, sink: string, begin: 'start' | 'now'): Promise<void> {
  await run(runner, {
    name: 'sallyport_sink_insert',
    text: `insert into sink (name, next, due_at)
      select $1::text, case when $2::text = 'now' then size else 0 end, now() from ledger_head where id = 1
      on conflict (name) do nothing`,
    values: [sink, begin],
  });
}

/** Frees a sink, whoever has it. */
export async function freeSink(runner: SqlRunner, sink: string): Promise<void> {
  const text = `update sink set ${FREED} where name = $1::text and holder is not null`;
  await run(runner, { name: 'sallyport_sink_free', text, values: [sink] });
}

/**
 * Takes a sink for which there is something to do now, unless somebody has it. Nothing is written where there is nothing to do. Time is the
 * database's, so that replicas whose clocks differ do not take it together.
 */
export async function takeSink(runner: SqlRunner, { sink, holder }: Held): Promise<TakenSink | undefined> {
  const [row] = await run(runner, {
    name: 'sallyport_sink_take',
    text: `update sink set holder = $2::uuid, ${RENEWED} from ledger_head as head
      where sink.name = $1::text and head.id = 1 and sink.due_at <= now() and (sink.holder is null or sink.held_until < now())
        and (sink.next < head.size or exists (select from sink_dead_letter as dead where dead.sink = $1::text and dead.again))
      returning sink.next, sink.failures, head.size, head.origin`,
    values: [sink, holder],
  });
  if (row === undefined) return undefined;
  const { next, failures, size, origin } = row;
  return { next: countOf(next), end: countOf(size), failures: countOf(failures), origin: String(origin) };
}

/** Keeps a sink for longer. Tells whether it was still held. */
export async function keepSink(runner: SqlRunner, { sink, holder }: Held): Promise<boolean> {
  const text = `update sink set ${RENEWED} where ${HELD} returning name`;
  return isThere(await run(runner, { name: 'sallyport_sink_keep', text, values: [sink, holder] }));
}

/** Notes that it took entries: all up to `to`. Tells whether it was still held. */
export async function advanceSink(
  runner: SqlRunner,
  { sink, holder, from, to }: Held & { readonly from: number; readonly to: number },
): Promise<boolean> {
  const rows = await run(runner, {
    name: 'sallyport_sink_advance',
    text: `update sink set next = $4::bigint, failures = 0, error = null, delivered_at = now(), ${RENEWED}
      where ${HELD} and next = $3::bigint returning name`,
    values: [sink, holder, from, to],
  });
  return isThere(rows);
}

/** One entry that is given up. */
export interface Burial extends Held {
  readonly index: number;
  readonly error: ErrorCode;
  /** Whether the sink failed by it. */
  readonly failed: boolean;
}

/** Gives up the entry that is next: it becomes a dead letter, and the one after it is next. Tells whether the sink was still held. */
export async function burySinkEntry(
  runner: SqlRunner,
  { sink, holder, index, error, failed }: Burial,
): Promise<boolean> {
  const rows = await run(runner, {
    name: 'sallyport_sink_bury',
    text: `with moved as (
        update sink set next = next + 1, failures = failures + $5::int, error = case when $5::int = 1 then $4::text else error end, ${RENEWED}
        where ${HELD} and next = $3::bigint returning name
      )
      insert into sink_dead_letter (sink, index, error, died_at)
      select name, $3::bigint, $4::text, now() from moved
      on conflict (sink, index) do update set error = excluded.error, died_at = excluded.died_at, again = false
      returning sink`,
    values: [sink, holder, index, error, failed ? 1 : 0],
  });
  return isThere(rows);
}

/** Gives a sink back; with a wait in milliseconds, it is taken by nobody before. */
export async function giveBackSink(runner: SqlRunner, { sink, holder }: Held, waitMs = 0): Promise<void> {
  await run(runner, {
    name: 'sallyport_sink_give_back',
    text: `update sink set ${FREED}, due_at = now() + $3::float8 * interval '1 millisecond' where ${HELD}`,
    values: [sink, holder, waitMs],
  });
}

/** Gives back a sink that failed. */
export async function putOffSink(
  runner: SqlRunner,
  { sink, holder, error, waitMs }: Held & { readonly error: ErrorCode; readonly waitMs: number },
): Promise<void> {
  await run(runner, {
    name: 'sallyport_sink_put_off',
    text: `update sink set ${FREED}, failures = failures + 1, error = $3::text,
        due_at = now() + $4::float8 * interval '1 millisecond' where ${HELD}`,
    values: [sink, holder, error, waitMs],
  });
}

function run(runner: SqlRunner, statement: Statement): Promise<readonly SqlRow[]> {
  return guarded(runner.query(statement));
}

function isThere(rows: readonly SqlRow[]): boolean {
  return rows.length > 0;
}
