import type { Statement } from '../storage/index.ts';
import type { Step } from './growth.ts';
import { splitSessions } from './session-marks.ts';

/**
 * One statement moves the head by compare-and-set and writes all that goes with it; it answers `moved` 1, or 0 when the head is elsewhere
 * or a session cannot be closed, or a client key is another's, and has then written nothing. A known event, session or salt violates
 * a unique constraint.
 * Byte strings travel joined, because an array of them would be sent as hexadecimal text.
 */
const TEXT = `
with head as (
  update ledger_head set size = $2, edge = $3, checkpoint = $4
  where id = 1 and size = $1
    and (select count(*) from session where id = any($20::uuid[]) and closed_index is null) = cardinality($20::uuid[])
    and not exists (
      select from unnest($24::text[], $25::text[], $26::text[]) as bound (kid, issuer, subject)
      join client_key on client_key.kid = bound.kid
      where (client_key.issuer, client_key.subject) <> (bound.issuer, bound.subject)
    )
  returning id
), leaves as (
  insert into ledger_leaf (index, event_id, kid, leaf, leaf_hash)
  select $1 + n - 1, event_id, kid, substring($9::bytea from start for length), substring($10::bytea from (n * 32 - 31)::int for 32)
  from unnest($5::uuid[], $6::text[], $7::int[], $8::int[]) with ordinality as entry (event_id, kid, start, length, n)
  where exists (select from head)
), tiles as (
  insert into ledger_tile (level, index, hashes)
  select level, index, substring($15::bytea from start for length)
  from unnest($11::int[], $12::bigint[], $13::int[], $14::int[]) as tile (level, index, start, length)
  where exists (select from head)
  on conflict (level, index) do update set hashes = excluded.hashes
), opened as (
  insert into session (id, opened_index, closed_index, opened_at, salt_digest, sealed_salt)
  select id, opened, nullif(closed, -1), to_timestamp(seconds),
    case when length > 16 then substring($23::bytea from start for 16) end,
    case when length > 16 then substring($23::bytea from start + 16 for length - 16) end
  from unnest($16::uuid[], $17::bigint[], $18::bigint[], $19::float8[], $22::int[], $29::int[])
    as opening (id, opened, closed, seconds, start, length)
  where exists (select from head)
), closed as (
  update session set closed_index = closing.index
  from unnest($20::uuid[], $21::bigint[]) as closing (id, index)
  where session.id = closing.id and exists (select from head)
), bound as (
  insert into client_key (kid, issuer, subject, x, y)
  select kid, issuer, subject, x, y
  from unnest($24::text[], $25::text[], $26::text[], $27::text[], $28::text[]) as binding (kid, issuer, subject, x, y)
  where exists (select from head)
  on conflict (kid) do nothing
)
select count(*)::int as moved from head`;

const NO_BYTES = new Uint8Array();

/** Builds the statement that takes a step. */
export function appendStatement({ from, to, entries, tiles }: Step): Statement {
  const leaves = join(entries.map(({ leaf }) => leaf));
  const hashes = join(tiles.map((tile) => tile.hashes));
  const { opened, closed } = splitSessions(entries, from.edge.size);
  const salts = join(
    opened.map(({ salt }) => (salt === undefined ? NO_BYTES : Buffer.concat([salt.digest, salt.sealed]))),
  );
  const bound = entries.flatMap(({ clientKey }) => (clientKey === undefined ? [] : [clientKey]));
  return {
    name: 'sallyport_append',
    text: TEXT,
    values: [
      from.edge.size,
      to.edge.size,
      join(to.edge.peaks ?? []).bytes,
      to.checkpoint,
      entries.map(({ eventId }) => eventId),
      entries.map(({ kid }) => kid),
      leaves.starts,
      leaves.lengths,
      leaves.bytes,
      join(entries.map(({ leafHash }) => leafHash)).bytes,
      tiles.map(({ level }) => level),
      tiles.map(({ index }) => index),
      hashes.starts,
      hashes.lengths,
      hashes.bytes,
      opened.map(({ id }) => id),
      opened.map(({ openedIndex }) => openedIndex),
      opened.map(({ closedIndex }) => closedIndex ?? -1),
      opened.map(({ time }) => time / 1000),
      closed.map(({ id }) => id),
      closed.map(({ index }) => index),
      salts.starts,
      salts.bytes,
      bound.map(({ publicKey }) => publicKey.kid),
      bound.map(({ issuer }) => issuer),
      bound.map(({ subject }) => subject),
      bound.map(({ publicKey }) => publicKey.x),
      bound.map(({ publicKey }) => publicKey.y),
      salts.lengths,
    ],
  };
}

/** Byte strings in one, with where each starts (from 1, as SQL counts) and how long it is. */
function join(parts: readonly Uint8Array[]) {
  const starts: number[] = [];
  let length = 0;
  for (const part of parts) {
    starts.push(length + 1);
    length += part.length;
  }
  return { bytes: new Uint8Array(Buffer.concat(parts, length)), starts, lengths: parts.map((part) => part.length) };
}
