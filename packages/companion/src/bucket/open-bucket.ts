import { randomBytes } from 'node:crypto';
import type { Clock } from '@sallyport/core';
import type { BucketConfig } from '../config/index.ts';
import { type BucketClient, type BucketClientParts, openBucketClient } from './bucket-client.ts';
import { bucketError } from './bucket-fault.ts';
import { type BucketSegments, bucketSegments } from './bucket-segments.ts';
import { lockOf } from './lock-of.ts';

/** A bucket that was tried. */
export interface OpenBucket {
  readonly segments: BucketSegments;
  /** Ends what is under way, and closes the sockets. */
  close(): void;
}

/** What a bucket is opened with. */
export interface BucketParts extends BucketClientParts {
  readonly clock: Clock;
}

/** How long the object that it is tried with is locked. */
const PROBE_MS = 60_000;

/**
 * Opens a bucket and tries it: whether it has object lock, where that is asked for, and whether an object can be written, read and locked. So a
 * bucket that would fail the first call stops the start instead. Raises `recording_unavailable`, `recording_locked`, `config_invalid`, each
 * with what is wrong in words.
 */
export async function openBucket(parts: BucketParts): Promise<OpenBucket> {
  const client = await openBucketClient(parts);
  try {
    if (parts.config.objectLock !== 'off') await checkLock(client, parts.config);
    await probe(client, parts);
  } catch (cause) {
    client.close();
    throw cause;
  }
  return Object.freeze({ segments: bucketSegments(client, parts.config), close: client.close });
}

/** A bucket that is only read: nothing of it is tried, and nothing written. */
export interface BucketReader {
  readonly segments: Pick<BucketSegments, 'read'>;
  close(): void;
}

/** Opens a bucket to read what is in it, with the keys that AWS clients find where they run. Raises `config_invalid` where the client is not installed. */
export async function openBucketToRead(config: BucketConfig): Promise<BucketReader> {
  const client = await openBucketClient({ config });
  return Object.freeze({ segments: bucketSegments(client, config), close: client.close });
}

async function checkLock({ s3, call }: BucketClient, { name: Bucket }: BucketConfig): Promise<void> {
  const command = () => new s3.GetObjectLockConfigurationCommand({ Bucket });
  const answer = await call((sender, abort) => sender.send(command(), abort), { locking: true });
  if (answer?.ObjectLockConfiguration?.ObjectLockEnabled !== 'Enabled') throw bucketError('unlocked');
}

/** Writes and reads one small object, which has nothing in it, and takes it away unless its lock keeps it. */
async function probe({ s3, call }: BucketClient, { config, clock }: BucketParts): Promise<void> {
  const { name: Bucket, prefix, objectLock } = config;
  const object = { Bucket, Key: `${prefix}/probe` };
  const Body = new Uint8Array(randomBytes(16));
  const until = new Date(clock.now() + PROBE_MS);
  const locking = objectLock !== 'off';
  const put = () => new s3.PutObjectCommand({ ...object, Body, ...lockOf(objectLock, until) });
  await call((sender, abort) => sender.send(put(), abort), { locking });
  const read = await call(async (sender, abort) => {
    const answer = await sender.send(new s3.GetObjectCommand(object), abort);
    return new Uint8Array((await answer.Body?.transformToByteArray()) ?? []);
  });
  if (read === undefined || Buffer.compare(read, Body) !== 0) throw bucketError('missing_key');
  if (locking) await checkRetained({ s3, call }, { ...object, until });
  else await call((sender, abort) => sender.send(new s3.DeleteObjectCommand(object), abort));
}

interface Retained {
  readonly Bucket: string;
  readonly Key: string;
  readonly until: Date;
}

/** A service may take the lock's headers and not heed them. */
async function checkRetained({ s3, call }: Pick<BucketClient, 's3' | 'call'>, { until, ...object }: Retained) {
  const command = () => new s3.GetObjectRetentionCommand(object);
  const answer = await call((sender, abort) => sender.send(command(), abort), { locking: true });
  const kept = answer?.Retention?.RetainUntilDate;
  // To the second, as some keep it.
  if (kept === undefined || kept.getTime() < until.getTime() - 1_000) throw bucketError('unlocked');
}
