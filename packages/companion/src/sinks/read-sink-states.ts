import type { Clock, ErrorCode } from '@sallyport/core';
import type { SinkConfig } from '../config/index.ts';
import { bytesOf, countOf, guarded, type SqlRow, type SqlRunner } from '../storage/index.ts';
import { shapeEvent } from './shape-event.ts';
import type { SinkKind } from './sink.ts';
import { sinkKind } from './sink-kind.ts';

/** How a sink is doing. */
export interface SinkState {
  readonly name: string;
  /** Absent where it is not configured any more: what it has had is remembered. */
  readonly kind?: SinkKind;
  /** The first entry that was not delivered yet, and was not given up. */
  readonly next: number;
  /** How many entries it has not had. */
  readonly lagEntries: number;
  /** How old the first of them is, in seconds; 0 where there is none, or it is not configured. */
  readonly lagSeconds: number;
  /** How often in a row it failed since it last took something, and why the last time. */
  readonly failures: number;
  readonly error?: ErrorCode;
  /** Before then it is not tried again. */
  readonly dueAt: Date;
  /** When it last took something. */
  readonly deliveredAt?: Date;
  /** How many entries it will never take as they are. */
  readonly deadLetters: number;
}

/** What states are read with. */
export interface SinkStateParts {
  readonly database: SqlRunner;
  readonly configs: readonly SinkConfig[];
  readonly clock: Clock;
}

/** The states of all sinks that were ever begun, at most 1,000, by name. Raises `ledger_unavailable`. */
export async function readSinkStates({ database, configs, clock }: SinkStateParts): Promise<readonly SinkState[]> {
  const kinds = new Map(configs.map((config) => [config.name, sinkKind(config)]));
  const rows = await guarded(
    database.query({
      name: 'sallyport_sink_states',
      text: `select sink.name, sink.next, sink.failures, sink.error, head.size, head.origin,
          extract(epoch from sink.due_at)::float8 as due_at, extract(epoch from sink.delivered_at)::float8 as delivered_at,
          (select count(*) from sink_dead_letter as dead where dead.sink = sink.name) as dead_letters
        from sink cross join ledger_head as head where head.id = 1 order by sink.name limit 1000`,
      values: [],
    }),
  );
  const states: SinkState[] = [];
  for (const row of rows) {
    const kind = kinds.get(String(row.name));
    const lagSeconds = kind === undefined ? 0 : await readLag(database, row, clock);
    states.push({ ...sinkState(row), ...(kind === undefined ? {} : { kind }), lagSeconds });
  }
  return states;
}

function sinkState({
  name,
  next,
  size,
  failures,
  error,
  due_at,
  delivered_at,
  dead_letters,
}: SqlRow): Omit<SinkState, 'lagSeconds'> {
  return {
    name: String(name),
    next: countOf(next),
    lagEntries: Math.max(0, countOf(size) - countOf(next)),
    failures: countOf(failures),
    ...(error === null ? {} : { error: String(error) as ErrorCode }),
    dueAt: dateOf(due_at),
    ...(delivered_at === null ? {} : { deliveredAt: dateOf(delivered_at) }),
    deadLetters: countOf(dead_letters),
  };
}

/** Clients' events come late where they were spooled: the time of what stands beside them says when they came. */
const LATE: ReadonlySet<string> = new Set(['client.outcome', 'opt_out']);
const LOOKED_AT = 8;

async function readLag(database: SqlRunner, { next, size, origin }: SqlRow, clock: Clock): Promise<number> {
  if (countOf(next) >= countOf(size)) return 0;
  const rows = await guarded(
    database.query({
      name: 'sallyport_sink_lag',
      text: 'select index, leaf from ledger_leaf where index >= $1::bigint order by index limit $2::int',
      values: [countOf(next), LOOKED_AT],
    }),
  );
  const events = rows.flatMap(({ index, leaf }) => {
    const event = shapeEvent({ origin: String(origin), index: countOf(index), leaf: bytesOf(leaf) });
    return event === undefined ? [] : [event];
  });
  const first = events.find(({ kind }) => !LATE.has(kind)) ?? events[0];
  return first === undefined ? 0 : Math.max(0, (clock.now() - first.time) / 1000);
}

function dateOf(seconds: unknown): Date {
  return new Date(Number(seconds) * 1000);
}
