import { countOf, type SqlRunner } from '../storage/index.ts';

/**
 * How far a clock may be moved back, on whichever replica, without giving away what was used: rows are kept for so long after their window,
 * and one that is ahead of a replica's clock by no more than this, or than a window, is the one in force.
 */
const KEPT_SECONDS = 900;

/** No time of a row is beyond what PostgreSQL can hold. */
const LONGEST_SECONDS = 1e10;

/** What a call takes of a window. */
export interface WindowClaim {
  readonly key: Uint8Array;
  /** How long the window is. Windows begin at whole multiples of it since the Unix epoch. */
  readonly seconds: number;
  /** How much is taken. */
  readonly add: number;
  /** Taken only while no more than this was taken before. */
  readonly ceiling: number;
}

/** What came of it. */
export interface WindowTaking {
  readonly taken: boolean;
  /** When the window began, in milliseconds since the Unix epoch. */
  readonly startMs: number;
}

const TAKE = `with at as (
    select greatest(to_timestamp($2::float8), max(starts_at)) as start
    from limit_window where key = $1 and starts_at <= to_timestamp($3::float8)
  ), taken as (
    insert into limit_window as held (key, starts_at, used, expires_at)
    select $1, at.start, $4::bigint, at.start + make_interval(secs => $5::float8) from at where $6::bigint >= 0
    on conflict (key, starts_at) do update set used = held.used + excluded.used where held.used <= $6::bigint
    returning 1
  ) select (extract(epoch from at.start) * 1000)::bigint as start_ms, (select count(*) from taken)::int as taken from at`;

/** Takes from a window, in one statement that is atomic whoever else takes: or nothing, where too much was taken before. `now` in milliseconds since the Unix epoch. */
export async function takeWindow(runner: SqlRunner, claim: WindowClaim, now: number): Promise<WindowTaking> {
  const seconds = Math.min(Math.max(claim.seconds, 1), LONGEST_SECONDS);
  const start = Math.floor(now / 1000 / seconds) * seconds;
  const horizon = now / 1000 + Math.max(seconds, KEPT_SECONDS);
  const lasts = Math.min(seconds + KEPT_SECONDS, LONGEST_SECONDS);
  const [row] = await runner.query({
    name: 'sallyport_limit_take',
    text: TAKE,
    values: [claim.key, start, horizon, claim.add, lasts, claim.ceiling],
  });
  return { taken: row?.taken === 1, startMs: countOf(row?.start_ms) };
}

/** What is to be changed of what was taken. */
export interface Correction {
  readonly key: Uint8Array;
  readonly startMs: number;
  /** Below 0 it is given back. */
  readonly add: number;
}

/** Corrects what was taken of a window: never below 0. A window that has been forgotten needs none. */
export async function correctWindow(runner: SqlRunner, { key, startMs, add }: Correction): Promise<void> {
  await runner.query({
    name: 'sallyport_limit_correct',
    text: `update limit_window set used = least(greatest(used + $3::bigint, 0), 9007199254740991)
      where key = $1 and starts_at = to_timestamp($2::float8)`,
    values: [key, startMs / 1000, add],
  });
}
