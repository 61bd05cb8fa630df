import { SallyportError } from '@sallyport/core';
import { bytesOf, type Database, type Statement } from '../storage/index.ts';
import { ChangeQueue } from './change-queue.ts';
import type { PartPlace, SegmentStore } from './segment-store.ts';

const READ = {
  recording: 'select jwe as bytes from recording_segment where recording = $1 and index = $2',
  originals: 'select bytes from originals_part where originals = $1 and index = $2',
} as const;

const REMOVE = {
  recording: 'delete from recording_segment where recording = $1 and index < $2',
  originals: 'delete from originals_part where originals = $1 and index < $2',
} as const;

/** A segment store in the database, whose writes go through a queue that commits many at once. */
export function databaseSegments(database: Database, queue: Pick<ChangeQueue, 'add'>): SegmentStore {
  const query = async (statement: Statement) => {
    try {
      return await database.query(statement);
    } catch {
      throw new SallyportError('recording_unavailable');
    }
  };
  const read = async ({ kind, session, index }: PartPlace) => {
    const [row] = await query({ name: `sallyport_read_${kind}`, text: READ[kind], values: [session, index] });
    return row === undefined ? undefined : bytesOf(row.bytes);
  };
  return Object.freeze({
    name: 'database',
    write: async ({ kind, session, index }, bytes) => {
      if (await queue.add({ part: { kind, session, index, bytes } })) return;
      const held = await read({ kind, session, index });
      if (held === undefined || Buffer.compare(held, bytes) !== 0) throw new SallyportError('recording_unavailable');
    },
    read,
    remove: async ({ kind, session, parts }) => {
      await query({ name: `sallyport_remove_${kind}`, text: REMOVE[kind], values: [session, parts] });
    },
  } satisfies SegmentStore);
}

/** A segment store in the database, with a queue of its own. */
export function databaseStore(database: Database): SegmentStore {
  return databaseSegments(database, new ChangeQueue(database));
}
