import type { SqlValue, Statement } from '../../storage/index.ts';
import type { ReviewRecord } from '../review-record.ts';

/** What a row of `review` begins with, and how each of it is written: the rest comes with what becomes of it. */
const COLUMNS = [
  ['id', 'uuid'],
  ['state', 'text'],
  ['kind', 'text'],
  ['issuer', 'text'],
  ['subject', 'text'],
  ['client', 'text'],
  ['actors', 'text'],
  ['groups', 'text'],
  ['client_ip', 'text'],
  ['connection', 'text'],
  ['operation', 'text'],
  ['policy', 'text'],
  ['rule', 'text'],
  ['demand', 'text'],
  ['purpose', 'text'],
  ['correlation_id', 'uuid'],
  ['found', 'text'],
  ['applied', 'text'],
  ['body_bytes', 'bigint'],
  ['inputs', 'integer'],
  ['before', 'bytea'],
  ['after', 'bytea'],
  ['sealed_subject', 'bytea'],
  ['sealed_body', 'bytea'],
  ['body_cut', 'text::boolean'],
  ['requested_at', 'time'],
  ['expires_at', 'time'],
  ['escalates_at', 'time'],
  ['parent', 'uuid'],
] as const;

const NAMES = COLUMNS.map(([name]) => name).join(', ');
const VALUES = COLUMNS.map(([, type], at) =>
  type === 'time' ? `to_timestamp($${at + 1}::float8)` : `$${at + 1}::${type}`,
).join(', ');

/** How many reviews may wait at once: all together, and of one identity. */
export interface PendingBounds {
  readonly pending: number;
  readonly pendingPerIdentity: number;
  /** How many bytes may be attached to those that wait, all together. */
  readonly attachmentBytes: number;
}

interface RoomPlaces {
  readonly issuer: number;
  readonly subject: number;
  readonly pending: number;
  readonly perIdentity: number;
}

/** Counts no further than a bound, by the index of what waits alone. What lies after the fact does not count: it holds nobody up. */
function roomIn({ issuer, subject, pending, perIdentity }: RoomPlaces): string {
  const waits = `state = 'pending' and kind = 'call'`;
  const ofIdentity = `issuer = $${issuer}::text and subject = $${subject}::text`;
  return `(select count(*) from (select 1 from review where ${waits} limit $${pending}::bigint) a) < $${pending}::bigint
    and (select count(*) from (select 1 from review where ${ofIdentity} and ${waits} limit $${perIdentity}::bigint) b)
      < $${perIdentity}::bigint`;
}

const LENGTH = COLUMNS.length;
const ROOM = roomIn({ issuer: 4, subject: 5, pending: LENGTH + 1, perIdentity: LENGTH + 2 });

/** Tells, as `room`, whether one more of an identity, an issuer and a subject, may wait. */
export function countRoom(
  identity: readonly [string, string],
  { pending, pendingPerIdentity }: PendingBounds,
): Statement {
  return {
    name: 'sallyport_review_room',
    text: `select (${roomIn({ issuer: 1, subject: 2, pending: 3, perIdentity: 4 })}) as room`,
    values: [...identity, pending, pendingPerIdentity],
  };
}

/** Writes a call's review down, unless the same call of the same identity waits already, or too many do: then it gives no row. */
export function insertCall(record: ReviewRecord, { pending, pendingPerIdentity }: PendingBounds): Statement {
  return {
    name: 'sallyport_review_open',
    text: `insert into review (${NAMES}) select ${VALUES} where ${ROOM}
      on conflict (issuer, subject, connection, operation, policy, before) where state = 'pending' and kind = 'call'
      do nothing returning id`,
    values: [...valuesOf(record), pending, pendingPerIdentity],
  };
}

/** Writes a review down, as it is. */
export function insertReview(record: ReviewRecord): Statement {
  return {
    name: 'sallyport_review_add',
    text: `insert into review (${NAMES}) select ${VALUES} returning id`,
    values: valuesOf(record),
  };
}

function valuesOf(record: ReviewRecord): readonly SqlValue[] {
  const { requester, binding } = record;
  return [
    ...[record.id, record.state, record.kind, requester.issuer, requester.subject, requester.client ?? null],
    ...[JSON.stringify(requester.actors), JSON.stringify(requester.groups), requester.clientIp ?? null],
    ...[record.connection, record.operation, record.policy, record.rule, JSON.stringify(record.demand)],
    ...[record.purpose ?? null, record.correlationId, JSON.stringify(record.found), JSON.stringify(record.applied)],
    ...[record.bodyBytes, record.inputs, binding.before, binding.after, record.sealedSubject, record.sealedBody],
    ...[String(record.bodyCut), record.requestedAt / 1000, record.expiresAt / 1000],
    ...[record.escalatesAt === undefined ? null : record.escalatesAt / 1000, record.parent ?? null],
  ];
}
