import { randomBytes } from 'node:crypto';
import { type Bucket, startBucket, TestClock } from '@sallyport/testkit';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { describeSegmentStoreContract } from '../recordings/segment-store.contract.test-support.ts';
import type { BucketFault } from './bucket-fault.ts';
import { configOf, partsOf } from './bucket-fixture.test-support.ts';
import { type OpenBucket, openBucket } from './open-bucket.ts';

const DAY = 86_400_000;
const bytes = (length = 300) => new Uint8Array(randomBytes(length));

describe.each(['compliance', 'off'] as const)('a bucket with object lock: %s', (objectLock) => {
  describeSegmentStoreContract(async () => {
    const bucket = await startBucket({ objectLock: objectLock !== 'off' });
    const opened: OpenBucket[] = [];
    const again = async () => {
      const one = await openBucket(partsOf(bucket, { config: configOf(bucket, { objectLock }) }));
      opened.push(one);
      return one.segments;
    };
    const close = async () => {
      for (const one of opened) one.close();
      await bucket.close();
    };
    return { store: await again(), again, fail: () => bucket.close(), close };
  });
});

describe('a locked bucket', () => {
  const clock = new TestClock();
  let bucket: Bucket;
  let open: OpenBucket;
  let session = '';
  let faults: BucketFault[] = [];
  beforeAll(async () => {
    bucket = await startBucket({ clock });
    open = await openBucket(
      partsOf(bucket, {
        clock,
        concurrency: 4,
        onFault: (fault) => void faults.push(fault),
        config: configOf(bucket, { timeoutMs: 300 }),
      }),
    );
  });
  afterAll(async () => {
    open.close();
    await bucket.close();
  });
  beforeEach(() => {
    bucket.clear();
    faults = [];
    session = crypto.randomUUID();
  });

  const place = (index = 0) => ({ kind: 'recording' as const, session, index });
  const write = (index = 0, keepUntil = new Date(clock.now() + DAY)) =>
    open.segments.write({ ...place(index), keepUntil }, bytes());
  const remove = () => open.segments.remove({ kind: 'recording', session, parts: 8 });

  it('keeps each part under the session and nothing else, locked until its retention is over', async () => {
    const keepUntil = new Date(clock.now() + 30 * DAY);
    await write(0, keepUntil);
    await open.segments.write({ kind: 'originals', session, index: 1, keepUntil }, bytes());
    expect(bucket.versions.map(({ key, retention }) => [key, retention])).toEqual([
      [`ward/east/originals/${session}/1`, { mode: 'COMPLIANCE', until: keepUntil.getTime() }],
      [`ward/east/recordings/${session}/0`, { mode: 'COMPLIANCE', until: keepUntil.getTime() }],
    ]);
  });

  it('takes away what is no longer locked, and every version of it; what is locked is only not given any more', async () => {
    await write(0);
    await write(1, new Date(clock.now() + 2 * DAY));
    clock.advance(DAY + 1);
    await remove();
    expect(await Promise.all([0, 1].map((index) => open.segments.read(place(index))))).toEqual([undefined, undefined]);
    const left = bucket.versions.map(({ key, bytes: kept }) => [key.at(-1), kept !== undefined]);
    expect(left).toEqual([
      ['1', false],
      ['1', true],
    ]);
    clock.advance(DAY);
    await remove();
    expect(bucket.versions).toEqual([]);
  });

  it('sets legal holds and takes them back: until then nothing goes, whatever its retention', async () => {
    await write(0);
    await write(1);
    await open.segments.hold(place(), true);
    expect(bucket.versions.map(({ legalHold }) => legalHold)).toEqual([true, true]);
    clock.advance(2 * DAY);
    await remove();
    expect(bucket.versions.filter((one) => one.bytes !== undefined)).toHaveLength(2);
    await open.segments.hold(place(), false);
    await remove();
    expect(bucket.versions).toEqual([]);
  });

  it('goes through more versions than one page holds', async () => {
    await Promise.all(Array.from({ length: 12 }, (_, index) => write(index)));
    const listed = bucket.requests.length;
    await open.segments.hold(place(), true);
    expect(bucket.versions.every(({ legalHold }) => legalHold)).toBe(true);
    expect(bucket.requests.length - listed).toBe(13);
    expect(bucket.mostAtOnce).toBeLessThanOrEqual(4);
  });

  it.each<[Parameters<Bucket['fail']>[0], string, BucketFault, RegExp, number]>([
    ['gone', 'recording_unavailable', 'missing', /there is no such bucket/, 1],
    ['silent', 'recording_unavailable', 'silent', /does not answer in time/, 3],
    ['full', 'recording_unavailable', 'full', /no space left/, 1],
    ['unlockable', 'recording_locked', 'unlocked', /refuses object lock/, 1],
    ['resetting', 'recording_unavailable', 'unreachable', /cannot be reached/, 3],
    ['busy', 'recording_unavailable', 'busy', /fewer requests/, 3],
    ['forbidden', 'recording_unavailable', 'refused', /refuses the credentials/, 1],
  ])(
    'says in words that the bucket is %s, after no more tries than help',
    async (trouble, code, fault, words, tries) => {
      bucket.trouble = trouble;
      await expect(write()).rejects.toMatchObject({ code, place: expect.stringMatching(words) });
      expect([faults, bucket.requests.length]).toEqual([[fault], tries]);
      bucket.trouble = undefined;
      await write();
    },
  );

  it.each(['busy', 'resetting', 'silent'] as const)('outlasts a bucket that is %s once or twice', async (trouble) => {
    bucket.fail(trouble, 2);
    await write();
    expect([faults, bucket.versions.length]).toEqual([[], 1]);
  });

  it('lets no other bytes take a place whose answer was lost, and takes the same', async () => {
    const content = bytes();
    const keepUntil = new Date(clock.now() + DAY);
    await open.segments.write({ ...place(), keepUntil }, content);
    await open.segments.write({ ...place(), keepUntil }, content);
    await expect(write()).rejects.toMatchObject({ code: 'recording_unavailable' });
    expect(bucket.versions).toHaveLength(1);
  });

  it('tells nothing of what it keeps in its errors', async () => {
    bucket.trouble = 'forbidden';
    const error: unknown = await write().catch((cause: unknown) => cause);
    expect(JSON.stringify([error, String(error)])).not.toMatch(
      new RegExp(`${session}|${bucket.keys.accessKeyId}|Invalid`),
    );
  });
});
