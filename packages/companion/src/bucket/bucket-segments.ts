import { SallyportError } from '@sallyport/core';
import type { BucketConfig } from '../config/index.ts';
import type { PartPlace, SegmentStore } from '../recordings/segment-store.ts';
import type { BucketClient } from './bucket-client.ts';
import { bucketError } from './bucket-fault.ts';
import { lockOf } from './lock-of.ts';
import { objectKey } from './object-key.ts';
import { partVersions } from './part-versions.ts';

/** A segment store in a bucket, which can also be told of legal holds. */
export interface BucketSegments extends SegmentStore {
  readonly name: 'bucket';
  /** Whether objects stay until their retention is over, whoever deletes them. */
  readonly locks: boolean;
  /**
   * Sets, or takes back, the legal hold of every part of a recording or an original, where the bucket has object lock (Amazon S3 user guide, "Legal
   * holds"). Raises `recording_unavailable`, `recording_locked`.
   */
  hold(all: Pick<PartPlace, 'kind' | 'session'>, on: boolean): Promise<void>;
}

/** How many are deleted by one request: the most that the service takes. */
const AT_ONCE = 1_000;

/**
 * Keeps parts as objects, each locked until its retention is over. A place is written once, by a conditional write (`If-None-Match: *`), so the
 * bytes that are there stay, whoever writes.
 */
export function bucketSegments(client: BucketClient, config: BucketConfig): BucketSegments {
  const { name: Bucket, prefix, objectLock } = config;
  const { s3, call } = client;
  const read = async (place: PartPlace) => {
    const Key = objectKey(prefix, place);
    return call(
      async (sender, abort) => {
        const { Body } = await sender.send(new s3.GetObjectCommand({ Bucket, Key }), abort);
        return Body === undefined ? undefined : new Uint8Array(await Body.transformToByteArray());
      },
      { expected: ['missing_key'] },
    );
  };
  return Object.freeze({
    name: 'bucket',
    locks: objectLock !== 'off',
    read,
    write: async (place, bytes) => {
      const object = { Bucket, Key: objectKey(prefix, place), Body: bytes, IfNoneMatch: '*' };
      const command = () => new s3.PutObjectCommand({ ...object, ...lockOf(objectLock, place.keepUntil) });
      const locking = objectLock !== 'off';
      const written = await call((sender, abort) => sender.send(command(), abort), { locking, expected: ['taken'] });
      if (written !== undefined) return;
      const held = await read(place);
      if (held === undefined || Buffer.compare(held, bytes) !== 0) throw bucketError('taken');
    },
    remove: async ({ parts, ...all }) => {
      const versions = await partVersions({ client, config }, all);
      const doomed = versions.filter(({ index }) => index < parts);
      for (let at = 0; at < doomed.length; at += AT_ONCE) {
        const Objects = doomed.slice(at, at + AT_ONCE).map(({ Key, VersionId }) => ({ Key, VersionId }));
        const refused = await removeObjects({ client, Bucket }, Objects);
        // What is locked is at least not given any more.
        const hidden = [...new Set(refused)].map((Key) => ({ Key }));
        if (hidden.length > 0) await removeObjects({ client, Bucket }, hidden);
      }
    },
    hold: async (all, on) => {
      if (objectLock === 'off') return;
      const LegalHold = { Status: on ? ('ON' as const) : ('OFF' as const) };
      for (const { Key, VersionId, marker } of await partVersions({ client, config }, all)) {
        if (marker) continue;
        const command = () => new s3.PutObjectLegalHoldCommand({ Bucket, Key, VersionId, LegalHold });
        await call((sender, abort) => sender.send(command(), abort), { locking: true });
      }
    },
  } satisfies BucketSegments);
}

interface Doomed {
  readonly Key: string;
  readonly VersionId?: string;
}

/** Gives the keys of those that a lock keeps. Raises `recording_unavailable` where something else does. */
async function removeObjects(
  { client: { s3, call }, Bucket }: { readonly client: BucketClient; readonly Bucket: string },
  objects: readonly Doomed[],
): Promise<readonly string[]> {
  const command = () => new s3.DeleteObjectsCommand({ Bucket, Delete: { Objects: [...objects], Quiet: true } });
  const answer = await call((sender, abort) => sender.send(command(), abort));
  const errors = answer?.Errors ?? [];
  if (errors.some(({ Code }) => Code !== 'AccessDenied')) throw new SallyportError('recording_unavailable');
  return errors.flatMap(({ Key }) => (Key === undefined ? [] : [Key]));
}
