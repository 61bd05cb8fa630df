import { type PurgeReason, type RecordingMode, SallyportError } from '@sallyport/core';
import { bytesOf, countOf, guarded, type SqlRow, type SqlRunner } from '../storage/index.ts';
import { IS_HELD } from './held.ts';

/** A recording that is purged, or was. Times in milliseconds since the Unix epoch. */
export interface PurgeRow {
  readonly id: string;
  readonly mode: RecordingMode;
  readonly retention: string;
  readonly store: string;
  readonly segments: number;
  /** Absent of one that never ended. */
  readonly digest?: Uint8Array;
  readonly keepUntil: number;
  readonly ended: boolean;
  readonly bucketHeld: boolean;
  /** The event that says that it is purged; absent while nobody decided that. */
  readonly event?: string;
  readonly reason?: PurgeReason;
  readonly purgedAt?: number;
  readonly certificate?: string;
  /** Of its sealed original: where it is, and its digest. */
  readonly originals?: { readonly store: string; readonly digest: Uint8Array };
}

const COLUMNS = `recording.id, recording.mode, recording.retention, recording.store, recording.segments, recording.digest,
  recording.purge_event, recording.purge_reason, recording.certificate, recording.bucket_held,
  recording.ended_at is not null as ended, originals.store as originals_store, originals.digest as originals_digest,
  (extract(epoch from recording.keep_until) * 1000)::bigint as keep_ms,
  (extract(epoch from recording.purged_at) * 1000)::bigint as purged_ms`;

const FROM = 'recording left join originals on originals.id = recording.id';

/** The recording of a session. Raises `ledger_unavailable`. */
export async function findRow(database: SqlRunner, id: string): Promise<PurgeRow | undefined> {
  const text = `select ${COLUMNS} from ${FROM} where recording.id = $1`;
  const [row] = await guarded(database.query({ name: 'sallyport_purge_find', text, values: [id] }));
  return row === undefined ? undefined : readRow(row);
}

/** A page of what is to be done, by a time and a number of rows. */
export interface DuePage {
  /** Milliseconds since the Unix epoch. */
  readonly before: number;
  readonly most: number;
}

const DUE = {
  /** Those whose retention is over and which nothing holds. */
  expired: `recording.purge_event is null and recording.keep_until <= to_timestamp($1::float8) and not ${IS_HELD} order by recording.keep_until, recording.id`,
  /** Those whose purge was decided, and is not done: a crash or a fault left it so, or a lock keeps their objects. */
  unfinished: `recording.purge_event is not null and recording.removed_at is null and recording.purge_due <= to_timestamp($1::float8) order by recording.purge_due, recording.id`,
} as const;

/** Finds what is due, the longest due first. Raises `ledger_unavailable`. */
export async function findDue(database: SqlRunner, what: keyof typeof DUE, { before, most }: DuePage) {
  const text = `select ${COLUMNS} from ${FROM} where ${DUE[what]} limit $2`;
  const rows = await guarded(database.query({ name: `sallyport_purge_${what}`, text, values: [before / 1000, most] }));
  return rows.map(readRow);
}

function readRow(row: SqlRow): PurgeRow {
  if (row.id === undefined) throw new SallyportError('internal');
  return {
    ...{ id: String(row.id), mode: row.mode as RecordingMode, retention: String(row.retention) },
    ...{ store: String(row.store), segments: countOf(row.segments), keepUntil: countOf(row.keep_ms) },
    ...{ ended: row.ended === true, bucketHeld: row.bucket_held === true },
    ...(row.digest === null ? {} : { digest: bytesOf(row.digest) }),
    ...(row.purge_event === null ? {} : { event: String(row.purge_event), reason: row.purge_reason as PurgeReason }),
    ...(row.purged_ms === null ? {} : { purgedAt: countOf(row.purged_ms) }),
    ...(row.certificate === null ? {} : { certificate: String(row.certificate) }),
    ...(row.originals_store === null
      ? {}
      : { originals: { store: String(row.originals_store), digest: bytesOf(row.originals_digest) } }),
  };
}
