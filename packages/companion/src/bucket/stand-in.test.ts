import { Readable } from 'node:stream';
import {
  DeleteObjectCommand,
  GetObjectCommand,
  GetObjectLegalHoldCommand,
  GetObjectRetentionCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  PutObjectRetentionCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { type Bucket as StandIn, startBucket, TestClock } from '@sallyport/testkit';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

const DAY = 86_400_000;
const clock = new TestClock();
let bucket: StandIn;
let client: S3Client;
beforeAll(async () => {
  bucket = await startBucket({ clock, defaultRetention: { mode: 'GOVERNANCE', days: 2 } });
  const { region, endpoint, keys: credentials } = bucket;
  client = new S3Client({ region, endpoint, credentials, forcePathStyle: true, maxAttempts: 1 });
});
afterAll(async () => {
  client.destroy();
  await bucket.close();
});
beforeEach(() => bucket.clear());

const Bucket = 'evidence';
const named = (error: unknown) => (error as { name: string }).name;
const put = (Key: string, more: object = {}) =>
  client.send(new PutObjectCommand({ Bucket, Key, Body: 'a segment', ...more }));

describe('what the bucket of the tests promises to the official client', () => {
  it('takes a stream, in chunks with its checksum behind it, and gives the same bytes', async () => {
    const pieces = ['a'.repeat(70_000), 'b', 'c'.repeat(9_000)].map((text) => Buffer.from(text));
    const size = { ContentLength: 79_001 };
    await put('a b/ü+1', { Body: Readable.from(pieces), ...size });
    expect(bucket.requests[0]?.headers['x-amz-content-sha256']).toBe('STREAMING-UNSIGNED-PAYLOAD-TRAILER');
    const { Body } = await client.send(new GetObjectCommand({ Bucket, Key: 'a b/ü+1' }));
    expect(Buffer.from((await Body?.transformToByteArray()) ?? [])).toEqual(Buffer.concat(pieces));
  });

  it('lists what is there, a page at a time', async () => {
    for (const Key of ['x/1', 'x/2', 'x/3', 'y/1']) await put(Key);
    const first = await client.send(new ListObjectsV2Command({ Bucket, Prefix: 'x/', MaxKeys: 2 }));
    const ContinuationToken = first.NextContinuationToken;
    const next = await client.send(new ListObjectsV2Command({ Bucket, Prefix: 'x/', MaxKeys: 2, ContinuationToken }));
    expect([first, next].map(({ Contents = [] }) => Contents.map(({ Key }) => Key))).toEqual([['x/1', 'x/2'], ['x/3']]);
  });

  it('locks, by its own default or as it is told, and tells so; longer may be asked for, and not shorter', async () => {
    const until = new Date(clock.now() + 9 * DAY);
    await put('own');
    await put('told', {
      ObjectLockMode: 'COMPLIANCE',
      ObjectLockRetainUntilDate: until,
      ObjectLockLegalHoldStatus: 'ON',
    });
    const own = await client.send(new HeadObjectCommand({ Bucket, Key: 'own' }));
    const told = await client.send(new GetObjectRetentionCommand({ Bucket, Key: 'told' }));
    const held = await client.send(new GetObjectLegalHoldCommand({ Bucket, Key: 'told' }));
    expect([own.ObjectLockMode, own.ObjectLockRetainUntilDate]).toEqual([
      'GOVERNANCE',
      new Date(clock.now() + 2 * DAY),
    ]);
    expect([told.Retention, held.LegalHold]).toEqual([
      { Mode: 'COMPLIANCE', RetainUntilDate: until },
      { Status: 'ON' },
    ]);
    const retain = (days: number) =>
      client.send(
        new PutObjectRetentionCommand({
          ...{ Bucket, Key: 'told' },
          Retention: { Mode: 'COMPLIANCE', RetainUntilDate: new Date(clock.now() + days * DAY) },
        }),
      );
    await retain(12);
    expect(named(await retain(11).catch((cause: unknown) => cause))).toBe('AccessDenied');
  });

  it('deletes no version that is locked; governance can be bypassed, compliance and holds cannot', async () => {
    const ObjectLockRetainUntilDate = new Date(clock.now() + DAY);
    const { VersionId: soft } = await put('soft', { ObjectLockMode: 'GOVERNANCE', ObjectLockRetainUntilDate });
    const { VersionId: hard } = await put('hard', { ObjectLockMode: 'COMPLIANCE', ObjectLockRetainUntilDate });
    const remove = (Key: string, VersionId: string | undefined, BypassGovernanceRetention: boolean) =>
      client
        .send(new DeleteObjectCommand({ Bucket, Key, VersionId, BypassGovernanceRetention }))
        .then(() => 'deleted', named);
    expect(await remove('soft', soft, false)).toBe('AccessDenied');
    expect(await remove('hard', hard, true)).toBe('AccessDenied');
    expect(await remove('soft', soft, true)).toBe('deleted');
    expect(await remove('hard', undefined, false)).toBe('deleted');
    expect(
      named(await client.send(new GetObjectCommand({ Bucket, Key: 'hard' })).catch((cause: unknown) => cause)),
    ).toBe('NoSuchKey');
    clock.advance(DAY);
    expect(await remove('hard', hard, false)).toBe('deleted');
  });

  it('refuses a lock that ends before it begins, and a checksum that is wrong', async () => {
    const past = { ObjectLockMode: 'COMPLIANCE', ObjectLockRetainUntilDate: new Date(clock.now() - 1) };
    expect(named(await put('past', past).catch((cause: unknown) => cause))).toBe('InvalidArgument');
    expect(named(await put('sum', { ContentMD5: 'AAAAAAAAAAAAAAAAAAAAAA==' }).catch((cause: unknown) => cause))).toBe(
      'BadDigest',
    );
  });
});
