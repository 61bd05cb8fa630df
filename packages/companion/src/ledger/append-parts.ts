import type { Parameters } from './append-parameters.ts';
import type { ClientKey, Entry } from './entry.ts';
import type { Step } from './growth.ts';
import { type OpenedSession, splitSessions } from './session-marks.ts';

/** A step, and what it does to sessions and client keys. */
export interface Append extends Step {
  readonly opened: readonly OpenedSession[];
  readonly closed: readonly { readonly id: string; readonly index: number }[];
  readonly bound: readonly ClientKey[];
}

/** A part of the statement: its letter in the statement's name, whether a step needs it, and its text. */
export interface AppendPart {
  readonly letter: string;
  readonly needed: (append: Append) => boolean;
  readonly write: (append: Append, parameters: Parameters) => string;
}

/** Sees what a step does. */
export function appendOf(step: Step): Append {
  const bound = step.entries.flatMap(({ clientKey }: Entry) => (clientKey === undefined ? [] : [clientKey]));
  return { ...step, ...splitSessions(step.entries, step.from.edge.size), bound };
}

/** Moves the head, if it is where it is believed to be and all that the step asks for is so. */
export function moveHead({ from, to, closed, bound }: Append, parameters: Parameters): string {
  const conditions = [
    `size = ${parameters.add(from.edge.size, 'bigint')}`,
    ...(closed.length > 0 ? [areOpen(closed, parameters)] : []),
    ...(bound.length > 0 ? [belongToNobodyElse(bound, parameters)] : []),
  ];
  return `head as (
    update ledger_head set size = ${parameters.add(to.edge.size, 'bigint')},
      edge = ${parameters.bytes(to.edge.peaks ?? [])}, checkpoint = ${parameters.add(to.checkpoint, 'text')}
    where id = 1 and ${conditions.join(' and ')}
    returning id
  )`;
}

/** Each is looked up by its id: the index of open sessions still holds those that were closed since it was last vacuumed. */
function areOpen(closed: Append['closed'], parameters: Parameters): string {
  const ids = parameters.column(closed, 'uuid', ({ id }) => id);
  return `(
    select bool_and(coalesce((select closed_index is null from session where session.id = closing.id), false))
    from unnest(${ids}) as closing (id)
  )`;
}

function belongToNobodyElse(bound: Append['bound'], parameters: Parameters): string {
  return `not exists (
    select from unnest(${ownersOf(bound, parameters)}) as bound (kid, issuer, subject)
    join client_key on client_key.kid = bound.kid
    where (client_key.issuer, client_key.subject) <> (bound.issuer, bound.subject)
  )`;
}

function ownersOf(bound: Append['bound'], parameters: Parameters): string {
  return [
    parameters.column(bound, 'text', ({ publicKey }) => publicKey.kid),
    parameters.column(bound, 'text', ({ issuer }) => issuer),
    parameters.column(bound, 'text', ({ subject }) => subject),
  ].join(', ');
}

/** What follows the head, in order; each writes only if the head moved. */
export const APPEND_PARTS: readonly AppendPart[] = [
  { letter: 'l', needed: ({ entries }) => entries.length > 0, write: insertLeaves },
  { letter: 't', needed: ({ tiles }) => tiles.length > 0, write: storeTiles },
  { letter: 'o', needed: ({ opened }) => opened.length > 0, write: openSessions },
  { letter: 'c', needed: ({ closed }) => closed.length > 0, write: closeSessions },
  { letter: 'b', needed: ({ bound }) => bound.length > 0, write: bindKeys },
];

function insertLeaves({ from, entries }: Append, parameters: Parameters): string {
  const ids = parameters.column(entries, 'uuid', ({ eventId }) => eventId);
  const kids = parameters.column(entries, 'text', ({ kid }) => kid);
  const leaves = parameters.join(entries.map(({ leaf }) => leaf));
  const hashes = parameters.bytes(entries.map(({ leafHash }) => leafHash));
  return `leaves as (
    insert into ledger_leaf (index, event_id, kid, leaf, leaf_hash)
    select ${parameters.add(from.edge.size, 'bigint')} + n - 1, event_id, kid,
      substring(${leaves.bytes} from start for length), substring(${hashes} from (n * 32 - 31)::int for 32)
    from unnest(${ids}, ${kids}, ${leaves.starts}, ${leaves.lengths}) with ordinality as entry (event_id, kid, start, length, n)
    where exists (select from head)
  )`;
}

function storeTiles({ tiles }: Append, parameters: Parameters): string {
  const levels = parameters.column(tiles, 'int', ({ level }) => level);
  const indexes = parameters.column(tiles, 'bigint', ({ index }) => index);
  const hashes = parameters.join(tiles.map((tile) => tile.hashes));
  return `tiles as (
    insert into ledger_tile (level, index, hashes)
    select level, index, substring(${hashes.bytes} from start for length)
    from unnest(${levels}, ${indexes}, ${hashes.starts}, ${hashes.lengths}) as tile (level, index, start, length)
    where exists (select from head)
    on conflict (level, index) do update set hashes = excluded.hashes
  )`;
}

const NO_BYTES = new Uint8Array();

/** A salt is its digest, 16 bytes, and then what it is sealed as; a session without one has neither. */
function openSessions({ opened }: Append, parameters: Parameters): string {
  const salts = parameters.join(
    opened.map(({ salt }) => (salt === undefined ? NO_BYTES : Buffer.concat([salt.digest, salt.sealed]))),
  );
  const columns = [
    parameters.column(opened, 'uuid', ({ id }) => id),
    parameters.column(opened, 'bigint', ({ openedIndex }) => openedIndex),
    parameters.column(opened, 'bigint', ({ closedIndex }) => closedIndex ?? -1),
    parameters.column(opened, 'float8', ({ time }) => time / 1000),
  ];
  return `opened as (
    insert into session (id, opened_index, closed_index, opened_at, salt_digest, sealed_salt)
    select id, opened, nullif(closed, -1), to_timestamp(seconds),
      case when length > 16 then substring(${salts.bytes} from start for 16) end,
      case when length > 16 then substring(${salts.bytes} from start + 16 for length - 16) end
    from unnest(${columns.join(', ')}, ${salts.starts}, ${salts.lengths})
      as opening (id, opened, closed, seconds, start, length)
    where exists (select from head)
  )`;
}

function closeSessions({ closed }: Append, parameters: Parameters): string {
  const ids = parameters.column(closed, 'uuid', ({ id }) => id);
  const indexes = parameters.column(closed, 'bigint', ({ index }) => index);
  return `closed as (
    update session set closed_index = closing.index
    from unnest(${ids}, ${indexes}) as closing (id, index)
    where session.id = closing.id and exists (select from head)
  )`;
}

function bindKeys({ bound }: Append, parameters: Parameters): string {
  const owners = ownersOf(bound, parameters);
  const points = [
    parameters.column(bound, 'text', ({ publicKey }) => publicKey.x),
    parameters.column(bound, 'text', ({ publicKey }) => publicKey.y),
  ];
  return `bound as (
    insert into client_key (kid, issuer, subject, x, y)
    select kid, issuer, subject, x, y
    from unnest(${owners}, ${points.join(', ')}) as binding (kid, issuer, subject, x, y)
    where exists (select from head)
    on conflict (kid) do nothing
  )`;
}
