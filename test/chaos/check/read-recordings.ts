import { openCompanionStore, type StoreLocation } from '@sallyport/companion';
import { type Digested, digestNext, NOTHING_DIGESTED, type RecordingDigest } from '@sallyport/recording';

/** What is stored of recordings, by session. */
export type StoredRecordings = ReadonlyMap<string, Pick<RecordingDigest, 'segments' | 'digest'>>;

const PAGE = 500;
const SEGMENTS = {
  name: 'chaos_segments',
  text: `select recording, index, jwe from recording_segment where (recording, index) > ($1::uuid, $2::int)
    order by recording, index limit ${PAGE}`,
};

/** Digests every stored recording, a page of segments at a time. */
export async function readRecordings(location: StoreLocation): Promise<StoredRecordings> {
  const { database, close } = await openCompanionStore(location);
  const found = new Map<string, Digested>();
  try {
    for (let after: readonly [string, number] | undefined = ['00000000-0000-0000-0000-000000000000', 0]; after; ) {
      const rows = await database.query({ ...SEGMENTS, values: after });
      after = undefined;
      for (const { recording, index, jwe } of rows) {
        const id = String(recording);
        // A segment that is not where the one before ends is none of this recording.
        const before = found.get(id) ?? NOTHING_DIGESTED;
        if (before.segments === index) found.set(id, await digestNext(before, jwe as Uint8Array));
        if (rows.length === PAGE) after = [id, Number(index)];
      }
    }
  } finally {
    await close();
  }
  return new Map([...found].map(([id, { segments, digest }]) => [id, { segments, digest: base64url(digest) }]));
}

function base64url(digest: Uint8Array): string {
  return Buffer.from(digest).toString('base64url');
}
