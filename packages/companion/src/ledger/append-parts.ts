import { type RecordingWork, recordingWork } from '../recordings/recording-parts.ts';
import type { Parameters } from '../storage/statement-parameters.ts';
import { END_NAMES, endColumns, endValues } from './end-columns.ts';
import type { ClientKey, Entry } from './entry.ts';
import type { Step } from './growth.ts';
import { indexSessions, noteEvents } from './index-parts.ts';
import { type IndexWork, indexWork } from './index-work.ts';
import { areGoingOn, writeBegun, writeEnded, writeSegments } from './recorded-parts.ts';
import { type ClosedSession, type OpenedSession, splitSessions } from './session-marks.ts';

/** A step, and what it does to sessions, to their index, to client keys and to recordings. */
export interface Append extends Step {
  readonly opened: readonly OpenedSession[];
  readonly closed: readonly ClosedSession[];
  /** With where the grant that names it goes. */
  readonly bound: readonly (ClientKey & { readonly index: number })[];
  readonly index: IndexWork;
  readonly recorded: RecordingWork;
}

/** A part of the statement: its letter in the statement's name, whether a step needs it, and its text. */
export interface AppendPart {
  readonly letter: string;
  readonly needed: (append: Append) => boolean;
  readonly write: (append: Append, parameters: Parameters) => string;
}

/** Sees what a step does. */
export function appendOf(step: Step): Append {
  const first = step.from.edge.size;
  const bound = step.entries.flatMap(({ clientKey }: Entry, offset) =>
    clientKey === undefined ? [] : [{ ...clientKey, index: first + offset }],
  );
  const recorded = recordingWork(step.entries.flatMap((entry) => entry.recorded ?? []));
  return { ...step, ...splitSessions(step.entries, first), bound, index: indexWork(step.entries, first), recorded };
}

/** Moves the head, if it is where it is believed to be and all that the step asks for is so. */
export function moveHead({ from, to, closed, bound, recorded }: Append, parameters: Parameters): string {
  const conditions = [
    `size = ${parameters.add(from.edge.size, 'bigint')}`,
    ...(closed.length > 0 ? [areOpen(closed, parameters)] : []),
    ...(bound.length > 0 ? [belongToNobodyElse(bound, parameters)] : []),
    ...(recorded.ended.length > 0 ? [areGoingOn(recorded, parameters)] : []),
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
  { letter: 'i', needed: ({ index }) => index.rows.length > 0, write: ({ index }, to) => indexSessions(index, to) },
  { letter: 'n', needed: ({ index }) => index.about.length > 0, write: ({ index }, to) => noteEvents(index, to) },
  {
    letter: 'r',
    needed: ({ recorded }) => recorded.begun.length > 0,
    write: ({ recorded }, to) => writeBegun(recorded, to),
  },
  {
    letter: 's',
    needed: ({ recorded }) => recorded.parts.length > 0,
    write: ({ recorded }, to) => writeSegments(recorded, to),
  },
  {
    letter: 'e',
    needed: ({ recorded }) => recorded.ended.length > 0,
    write: ({ recorded }, to) => writeEnded(recorded, to),
  },
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
    ...endColumns(opened, parameters),
  ];
  return `opened as (
    insert into session (id, opened_index, closed_index, opened_at, salt_digest, sealed_salt, ${END_NAMES})
    select id, opened, nullif(closed, -1), to_timestamp(seconds),
      case when length > 16 then substring(${salts.bytes} from start for 16) end,
      case when length > 16 then substring(${salts.bytes} from start + 16 for length - 16) end, ${endValues('opening')}
    from unnest(${columns.join(', ')}, ${salts.starts}, ${salts.lengths})
      as opening (id, opened, closed, seconds, ${END_NAMES}, start, length)
    where exists (select from head)
  )`;
}

/** Closes sessions, and says how each ended. */
export function closeSessions({ closed }: Pick<Append, 'closed'>, parameters: Parameters): string {
  const ids = parameters.column(closed, 'uuid', ({ id }) => id);
  const indexes = parameters.column(closed, 'bigint', ({ index }) => index);
  const ends = endColumns(closed, parameters).join(', ');
  return `closed as (
    update session set closed_index = closing.index, (${END_NAMES}) = row(${endValues('closing')})
    from unnest(${ids}, ${indexes}, ${ends}) as closing (id, index, ${END_NAMES})
    where session.id = closing.id and exists (select from head)
  )`;
}

function bindKeys({ bound }: Append, parameters: Parameters): string {
  const owners = ownersOf(bound, parameters);
  const points = [
    parameters.column(bound, 'text', ({ publicKey }) => publicKey.x),
    parameters.column(bound, 'text', ({ publicKey }) => publicKey.y),
    parameters.column(bound, 'bigint', ({ index }) => index),
  ];
  return `bound as (
    insert into client_key (kid, issuer, subject, x, y, granted_index)
    select kid, issuer, subject, x, y, index
    from unnest(${owners}, ${points.join(', ')}) as binding (kid, issuer, subject, x, y, index)
    where exists (select from head)
    on conflict (kid) do nothing
  )`;
}
