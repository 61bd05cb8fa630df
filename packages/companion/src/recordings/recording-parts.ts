import type { Parameters } from '../storage/statement-parameters.ts';
import type { Begun, Ended, RecordingChange, WrittenPart } from './recording-change.ts';
import type { PartKind } from './segment-store.ts';

/** What changes do, by kind. */
export interface RecordingWork {
  readonly begun: readonly Begun[];
  readonly parts: readonly WrittenPart[];
  readonly ended: readonly Ended[];
}

/** Sorts changes by what they do. */
export function recordingWork(changes: readonly RecordingChange[]): RecordingWork {
  return {
    begun: changes.flatMap((change) => ('begun' in change ? [change.begun] : [])),
    parts: changes.flatMap((change) => ('part' in change ? [change.part] : [])),
    ended: changes.flatMap((change) => ('ended' in change ? [change.ended] : [])),
  };
}

const seconds = (time: Date) => time.getTime() / 1000;

/** The `insert` of recordings that begin, as far as its `from` clause. */
export function beginRecordings(rows: readonly Begun[], parameters: Parameters): string {
  const keys = parameters.join(rows.map(({ sealedKey }) => sealedKey));
  const columns = [
    parameters.column(rows, 'uuid', ({ id }) => id),
    parameters.column(rows, 'text', ({ mode }) => mode),
    parameters.column(rows, 'text', ({ retention }) => retention),
    parameters.column(rows, 'text', ({ store }) => store),
    parameters.column(rows, 'float8', ({ startedAt }) => seconds(startedAt)),
    parameters.column(rows, 'float8', ({ keepUntil }) => seconds(keepUntil)),
  ];
  return `
    insert into recording (id, mode, retention, store, started_at, keep_until, sealed_key)
    select id, mode, retention, store, to_timestamp(started), to_timestamp(kept), substring(${keys.bytes} from start for length)
    from unnest(${columns.join(', ')}, ${keys.starts}, ${keys.lengths})
      as begun (id, mode, retention, store, started, kept, start, length)`;
}

/** Where parts of a kind stand: the table, its column of the session, and that of the bytes. */
export const PART_TABLES: Readonly<Record<PartKind, readonly [table: string, owner: string, bytes: string]>> = {
  recording: ['recording_segment', 'recording', 'jwe'],
  originals: ['originals_part', 'originals', 'bytes'],
};

/** The `insert` of parts, all of one kind, as far as its `from` clause. */
export function insertParts(kind: PartKind, rows: readonly WrittenPart[], parameters: Parameters): string {
  const [table, owner, column] = PART_TABLES[kind];
  const contents = parameters.join(rows.map(({ bytes }) => bytes));
  const ids = parameters.column(rows, 'uuid', ({ session }) => session);
  const indexes = parameters.column(rows, 'int', ({ index }) => index);
  return `
    insert into ${table} (${owner}, index, ${column})
    select id, index, substring(${contents.bytes} from start for length)
    from unnest(${ids}, ${indexes}, ${contents.starts}, ${contents.lengths}) as written (id, index, start, length)`;
}

/** The `update` of recordings that end, where they have not yet. */
export function endRecordings(rows: readonly Ended[], parameters: Parameters): string {
  const digests = parameters.bytes(rows.map(({ digest }) => digest));
  const columns = [
    parameters.column(rows, 'uuid', ({ id }) => id),
    parameters.column(rows, 'int', ({ segments }) => segments),
    parameters.column(rows, 'bigint', ({ size }) => size),
    parameters.column(rows, 'float8', ({ endedAt }) => seconds(endedAt)),
    parameters.column(rows, 'int', ({ cut }) => Number(cut)),
  ];
  return `
    update recording set segments = ending.segments, size = ending.size, ended_at = to_timestamp(ended), cut = ending.cut = 1,
      digest = substring(${digests} from (n * 32 - 31)::int for 32)
    from unnest(${columns.join(', ')}) with ordinality as ending (id, segments, size, ended, cut, n)
    where recording.id = ending.id and recording.ended_at is null and recording.purged_at is null`;
}
