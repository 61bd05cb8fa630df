import { ERROR_CATALOGUE, type ErrorCode } from '@sallyport/core';
import { countOf, type Database, guarded, type SqlRow } from '../storage/index.ts';

/** What replicas that share a database tell each other about their log. */
export interface Turns {
  /**
   * Takes the turn at a time, unless one was taken from `since` on: of replicas that ask together, one gets it. A time that lies ahead was
   * taken by a clock that was wrong, and counts for nothing. Raises `ledger_unavailable`.
   */
  take(turn: { readonly at: number; readonly since: number }): Promise<boolean>;
  /** What a witness was found to contradict, by whichever replica. Raises `ledger_unavailable`. */
  alarm(): Promise<ErrorCode | undefined>;
  /** Tells the others of a contradiction, or, with `undefined`, that there is none any more. Raises `ledger_unavailable`. */
  tell(alarm: ErrorCode | undefined): Promise<void>;
}

/** The turns that replicas take through their database. */
export function openTurns(database: Database): Turns {
  const ask = (name: string, statement: { text: string; values: readonly (string | number | null)[] }) =>
    guarded(database.query({ name: `sallyport_watch_${name}`, ...statement }));
  return Object.freeze({
    take: async ({ at, since }: { readonly at: number; readonly since: number }) => {
      const text = `insert into ledger_watch (id, turn_at) values (1, $1::bigint)
        on conflict (id) do update set turn_at = excluded.turn_at
        where ledger_watch.turn_at < $2::bigint or ledger_watch.turn_at > $1::bigint
        returning turn_at`;
      const rows = await ask('take', { text, values: [at, since] });
      return rows.length > 0 && countOf(rows[0]?.turn_at) === at;
    },
    alarm: async () => {
      const [row] = await ask('alarm', { text: 'select alarm from ledger_watch where id = 1', values: [] });
      return readAlarm(row);
    },
    tell: async (alarm: ErrorCode | undefined) => {
      const text = `insert into ledger_watch (id, turn_at, alarm) values (1, 0, $1::text)
        on conflict (id) do update set alarm = excluded.alarm`;
      await ask('tell', { text, values: [alarm ?? null] });
    },
  });
}

function readAlarm(row: SqlRow | undefined): ErrorCode | undefined {
  if (row === undefined || row.alarm === null) return undefined;
  const alarm = String(row.alarm);
  return Object.hasOwn(ERROR_CATALOGUE, alarm) ? (alarm as ErrorCode) : 'log_forked';
}
