import { type RecordingMode, SallyportError } from '@sallyport/core';
import { eq } from 'drizzle-orm';
import { type Database, schema } from '../storage/index.ts';
import type { SegmentStore } from './segment-store.ts';

/** What is kept about a recording beside its segments. */
export interface RecordingRow {
  /** The session's UUID. */
  readonly id: string;
  readonly mode: RecordingMode;
  readonly retention: string;
  readonly store: SegmentStore['name'];
  /** Gone once it is purged. */
  readonly sealedKey: Uint8Array | null;
  /** How many it has, once it has ended. */
  readonly segments: number;
  /** Bytes of them. */
  readonly size: number;
  readonly digest: Uint8Array | null;
  readonly endedAt: Date | null;
  readonly cut: boolean;
  readonly keepUntil: Date;
  readonly purgedAt: Date | null;
}

/** What is kept about a sealed original beside its parts. */
export interface OriginalsRow {
  /** The session's UUID. */
  readonly id: string;
  /** SHA-256 of all of it. */
  readonly digest: Uint8Array;
  readonly sealedBy: 'client' | 'companion';
  readonly store: SegmentStore['name'];
  readonly parts: number;
  /** Bytes. */
  readonly size: number;
  readonly receivedAt: Date;
  readonly purgedAt: Date | null;
}

/** The row of a recording, where there is one. Raises `recording_unavailable`. */
export async function findRecording({ orm }: Database, id: string): Promise<RecordingRow | undefined> {
  const { recording } = schema;
  const [row] = await stored(orm.select().from(recording).where(eq(recording.id, id)));
  return row as RecordingRow | undefined;
}

/** The row of a sealed original, where there is one. Raises `recording_unavailable`. */
export async function findOriginals({ orm }: Database, id: string): Promise<OriginalsRow | undefined> {
  const { originals } = schema;
  const [row] = await stored(orm.select().from(originals).where(eq(originals.id, id)));
  return row as OriginalsRow | undefined;
}

/**
 * Adds the row of an original: `there` where its session has one, and `purged` where its recording was meanwhile, which a purge under way cannot
 * come between. Raises `recording_unavailable`.
 */
export async function addOriginals(
  database: Pick<Database, 'transaction'>,
  row: Omit<OriginalsRow, 'purgedAt'>,
): Promise<'added' | 'there' | 'purged'> {
  const { id, digest, sealedBy, store, parts, size, receivedAt } = row;
  const lock = 'select purged_at from recording where id = $1 for share';
  const insert = `insert into originals (id, digest, sealed_by, store, parts, size, received_at)
    values ($1, $2, $3, $4, $5, $6, to_timestamp($7::float8)) on conflict do nothing returning id`;
  const values = [id, digest, sealedBy, store, parts, size, receivedAt.getTime() / 1000];
  return stored(
    database.transaction(async (runner) => {
      const [recording] = await runner.query({ name: 'sallyport_originals_of', text: lock, values: [id] });
      if ((recording?.purged_at ?? null) !== null) return 'purged';
      const added = await runner.query({ name: 'sallyport_originals_add', text: insert, values });
      return added.length > 0 ? 'added' : 'there';
    }),
  );
}

/** The driver's own errors quote statements and their parameters. */
async function stored<T>(work: PromiseLike<T>): Promise<T> {
  try {
    return await work;
  } catch {
    throw new SallyportError('recording_unavailable');
  }
}
