import { fromBase64url, toBase64url } from '@sallyport/core';
import type { PurgedRecording } from '@sallyport/ledger';
import { recordingDigest } from '@sallyport/recording';
import { storedParts } from '../recordings/segment-stores.ts';
import type { PurgeParts } from './purge-parts.ts';
import type { PurgeRow } from './purge-rows.ts';

/** What the event and the certificate of a purge say of the recording. */
export function detailsOf({ mode, retention, segments, digest, originals }: PurgeRow): PurgedRecording {
  return {
    ...{ mode, retention, segments },
    ...(digest === undefined ? {} : { digest: toBase64url(digest) }),
    ...(originals === undefined ? {} : { originals: toBase64url(originals.digest) }),
  };
}

/** A recording that a crash left without an end has no digest yet: it is made from its segments. Where they cannot be read it stays without one. */
export async function withDigest<T extends PurgeRow>({ stores }: Pick<PurgeParts, 'stores'>, row: T): Promise<T> {
  if (row.digest !== undefined) return row;
  const store = row.store === 'bucket' ? stores.bucket : stores.database;
  if (store === undefined) return row;
  const made = await recordingDigest(storedParts(store, { kind: 'recording', session: row.id })).catch(() => undefined);
  if (made === undefined || made.segments === 0) return row;
  const digest = fromBase64url(made.digest);
  return digest === undefined ? row : { ...row, segments: made.segments, digest };
}
