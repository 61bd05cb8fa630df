import { type Bucket, startBucket } from '@sallyport/testkit';
import { afterEach, expect, it, vi } from 'vitest';
import { configOf, keysOf, partsOf } from './bucket-fixture.test-support.ts';
import { openBucket, openBucketToRead } from './open-bucket.ts';

const open: { close(): unknown }[] = [];
afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.close();
  vi.unstubAllEnvs();
});

async function bucketOf(options?: Parameters<typeof startBucket>[0]): Promise<Bucket> {
  const bucket = await startBucket(options);
  open.push(bucket);
  return bucket;
}

async function tried(bucket: Bucket, more: Parameters<typeof partsOf>[1] = {}): Promise<string> {
  try {
    open.push(await openBucket(partsOf(bucket, more)));
    return 'open';
  } catch (cause) {
    const { code, place } = cause as { code: string; place: string };
    return `${code} ${place}`;
  }
}

it('opens a bucket with object lock, once it was seen to lock what is written', async () => {
  const bucket = await bucketOf();
  expect(await tried(bucket)).toBe('open');
  const asked = bucket.requests.map(({ method, target }) => `${method} ${target.replace(/[?&]x-id=\w+/, '')}`);
  expect(asked).toEqual([
    'GET /evidence/?object-lock=',
    'PUT /evidence/ward/east/probe',
    'GET /evidence/ward/east/probe',
    'GET /evidence/ward/east/probe?retention=',
  ]);
});

it('opens one without, where no lock is asked for, and leaves nothing in it', async () => {
  const bucket = await bucketOf({ objectLock: false });
  expect(await tried(bucket, { config: configOf(bucket, { objectLock: 'off' }) })).toBe('open');
  expect(bucket.versions.filter(({ bytes }) => bytes !== undefined && bytes.length > 16)).toEqual([]);
});

it('locks as it is told to: in governance where that is chosen', async () => {
  const bucket = await bucketOf();
  expect(await tried(bucket, { config: configOf(bucket, { objectLock: 'governance' }) })).toBe('open');
  expect(bucket.versions.map(({ retention }) => retention?.mode)).toEqual(['GOVERNANCE']);
});

it('signs with keys that end', async () => {
  const keys = { accessKeyId: 'ASIAEXAMPLE', secretAccessKey: 'a-secret', sessionToken: 'a-token' };
  const bucket = await bucketOf({ keys });
  expect(await tried(bucket)).toBe('open');
});

it('takes other keys when those it has are refused', async () => {
  const bucket = await bucketOf();
  let current = { accessKeyId: 'AKIAOLD', secretAccessKey: 'old' };
  const replace = async () => {
    current = bucket.keys;
    return true;
  };
  const keys = { get: async () => current, replace, close: () => undefined };
  expect(await tried(bucket, { keys })).toBe('open');
});

it.each<[string, () => Promise<string>, RegExp]>([
  ['has no lock', async () => tried(await bucketOf({ objectLock: false })), /^recording_locked .*must be made with it/],
  [
    'takes locks and does not heed them',
    async () => {
      const bucket = await bucketOf();
      bucket.trouble = 'heedless';
      return tried(bucket);
    },
    /^recording_locked .*refuses object lock/,
  ],
  [
    'does not exist',
    async () => {
      const bucket = await bucketOf();
      return tried(bucket, { config: configOf(bucket, { name: 'another' }) });
    },
    /^recording_unavailable .*no such bucket/,
  ],
  [
    'refuses the signature',
    async () => {
      const bucket = await bucketOf();
      return tried(bucket, { keys: keysOf({ ...bucket.keys, secretAccessKey: 'another' }) });
    },
    /^recording_unavailable .*refuses the credentials/,
  ],
  [
    'is in another region',
    async () => {
      const bucket = await bucketOf();
      return tried(bucket, { config: configOf(bucket, { region: 'eu-central-1' }) });
    },
    /^recording_unavailable .*refuses the credentials/,
  ],
  [
    'is full',
    async () => {
      const bucket = await bucketOf();
      bucket.trouble = 'full';
      return tried(bucket);
    },
    /^recording_unavailable .*no space left/,
  ],
  [
    'is nowhere',
    async () => {
      const bucket = await bucketOf();
      return tried(bucket, { config: configOf(bucket, { endpoint: 'http://127.0.0.1:1' }) });
    },
    /^recording_unavailable .*cannot be reached/,
  ],
])('does not open a bucket that %s, and says so', async (_, work, said) => {
  expect(await work()).toMatch(said);
});

it('is read, by whoever verifies, with the keys of the environment, and nothing is written', async () => {
  const bucket = await bucketOf();
  const place = { kind: 'recording', session: crypto.randomUUID(), index: 0 } as const;
  const written = await openBucket(partsOf(bucket));
  open.push(written);
  await written.segments.write({ ...place, keepUntil: new Date(Date.now() + 60_000) }, new Uint8Array([1, 2, 3]));
  const before = bucket.requests.length;
  vi.stubEnv('AWS_ACCESS_KEY_ID', bucket.keys.accessKeyId);
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', bucket.keys.secretAccessKey);
  const reader = await openBucketToRead(configOf(bucket));
  open.push(reader);
  expect(await reader.segments.read(place)).toEqual(new Uint8Array([1, 2, 3]));
  expect(await reader.segments.read({ ...place, index: 1 })).toBeUndefined();
  expect(bucket.requests.slice(before).map(({ method }) => method)).toEqual(['GET', 'GET']);
});
