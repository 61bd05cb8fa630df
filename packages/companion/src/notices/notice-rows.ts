import { isUuid, SallyportError } from '@sallyport/core';
import type { NoticeKind } from '../reviews/notifier.ts';
import { countOf, type SqlRow, type SqlRunner } from '../storage/index.ts';

/** A notice that was taken, to be delivered by whoever took it. */
export interface TakenNotice {
  readonly id: string;
  readonly review: string;
  readonly channel: string;
  readonly kind: NoticeKind;
  /** With the one that it was taken for. */
  readonly attempts: number;
}

/** How many notices of a channel may be taken. */
export interface Room {
  readonly channel: string;
  readonly free: number;
}

/** For how long a notice that was taken is nobody else's, in milliseconds: longer than any attempt. After that, who took it is dead. */
const LEASE_MS = 120_000;

/** Queues a notice to each channel, once: what is queued, or delivered and gone, is not known apart. */
export async function insertNotices(
  runner: SqlRunner,
  notice: {
    readonly review: string;
    readonly kind: NoticeKind;
    readonly at: number;
    readonly channels: readonly string[];
  },
): Promise<void> {
  const { review, kind, at, channels } = notice;
  if (!isUuid(review)) throw new SallyportError('internal');
  await runner.query({
    name: 'sallyport_notice_insert',
    text: `insert into notice (id, review, channel, kind, next_at, created_at)
      select gen_random_uuid(), $1::uuid, one.name, $2::text, now(), to_timestamp($3::float8 / 1000)
      from unnest($4::text[]) as one (name)
      on conflict (review, channel, kind) do nothing`,
    values: [review, kind, at, channels],
  });
}

/**
 * Takes what is due, no more of a channel than there is room for, and counts the attempt. Time is the database's, so that replicas whose
 * clocks differ do not take a notice twice.
 */
export async function takeNotices(runner: SqlRunner, rooms: readonly Room[]): Promise<readonly TakenNotice[]> {
  const rows = await runner.query({
    name: 'sallyport_notice_take',
    text: `update notice set attempts = notice.attempts + 1, next_at = now() + $3::float8 * interval '1 millisecond'
      from (
        select due.id from unnest($1::text[], $2::int[]) as room (channel, free)
        cross join lateral (
          select one.id from notice as one
          where one.channel = room.channel and one.dead_at is null and one.next_at <= now()
          order by one.next_at limit room.free for update skip locked
        ) as due
      ) as taken
      where notice.id = taken.id
      returning notice.id, notice.review, notice.channel, notice.kind, notice.attempts`,
    values: [rooms.map(({ channel }) => channel), rooms.map(({ free }) => free), LEASE_MS],
  });
  return rows.map(takenNotice);
}

function takenNotice({ id, review, channel, kind, attempts }: SqlRow): TakenNotice {
  const texts = { id: String(id), review: String(review), channel: String(channel), kind: String(kind) as NoticeKind };
  return { ...texts, attempts: countOf(attempts) };
}

/** Drops a notice that was delivered. */
export async function dropNotice(runner: SqlRunner, { id }: Pick<TakenNotice, 'id'>): Promise<void> {
  await runner.query({ name: 'sallyport_notice_drop', text: 'delete from notice where id = $1::uuid', values: [id] });
}

/** Puts a notice off, unless somebody else has taken it meanwhile. */
export async function putOffNotice(
  runner: SqlRunner,
  { id, attempts, waitMs }: Pick<TakenNotice, 'id' | 'attempts'> & { readonly waitMs: number },
): Promise<void> {
  await runner.query({
    name: 'sallyport_notice_put_off',
    text: `update notice set next_at = now() + $3::float8 * interval '1 millisecond'
      where id = $1::uuid and attempts = $2::int and dead_at is null`,
    values: [id, attempts, waitMs],
  });
}

/** Gives a notice back as if it had never been taken. */
export async function giveBackNotice(
  runner: SqlRunner,
  { id, attempts }: Pick<TakenNotice, 'id' | 'attempts'>,
): Promise<void> {
  await runner.query({
    name: 'sallyport_notice_give_back',
    text: `update notice set next_at = now(), attempts = attempts - 1
      where id = $1::uuid and attempts = $2::int and dead_at is null`,
    values: [id, attempts],
  });
}

/** Gives a notice up, unless somebody else has taken it meanwhile. */
export async function giveUpNotice(
  runner: SqlRunner,
  { id, attempts }: Pick<TakenNotice, 'id' | 'attempts'>,
): Promise<void> {
  await runner.query({
    name: 'sallyport_notice_give_up',
    text: 'update notice set dead_at = now() where id = $1::uuid and attempts = $2::int and dead_at is null',
    values: [id, attempts],
  });
}

/** Gives up what waited a day for a channel that is no longer configured, and drops what was given up 30 days ago. Tells how many it gave up. */
export async function tidyNotices(runner: SqlRunner, channels: readonly string[]): Promise<number> {
  await runner.query({
    name: 'sallyport_notice_forget',
    text: `delete from notice where dead_at < now() - interval '30 days'`,
    values: [],
  });
  const rows = await runner.query({
    name: 'sallyport_notice_orphans',
    text: `update notice set dead_at = now()
      where dead_at is null and next_at < now() - interval '1 day' and channel <> all($1::text[]) returning id`,
    values: [channels],
  });
  return rows.length;
}
