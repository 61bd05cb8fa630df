import { SallyportError } from '@sallyport/core';
import { databaseSegments } from '../recordings/database-segments.ts';
import type { PartKind, SegmentStore } from '../recordings/index.ts';
import type { Database } from '../storage/index.ts';
import type { KeptParts } from './kept-recordings.ts';

const STORE = {
  recording: 'select store from recording where id = $1',
  originals: 'select store from originals where id = $1',
} as const;

/** Where the parts are that a database knows of: in itself, or in a bucket, where one is given. */
export function keptParts(database: Database, bucket?: Pick<SegmentStore, 'read'>): KeptParts {
  const own = databaseSegments(database, { add: async () => false });
  return {
    storeOf: async (kind: PartKind, session: string) => {
      const [row] = await database.query({ name: `sallyport_audit_${kind}`, text: STORE[kind], values: [session] });
      if (row?.store !== 'bucket') return own;
      // Without its store nobody can tell: `recording_unread`.
      if (bucket === undefined) throw new SallyportError('recording_unavailable');
      return bucket;
    },
  };
}
