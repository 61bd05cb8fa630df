import { type Bucket, startBucket, TestClock } from '@sallyport/testkit';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { configOf } from '../bucket/bucket-fixture.test-support.ts';
import type { BucketCredentialsConfig } from '../config/index.ts';
import { openClouds } from '../credentials/clouds-fixture.test-support.ts';
import type { SecretStore } from '../secrets/index.ts';
import { openBucketStore } from './open-bucket-store.ts';

let bucket: Bucket;
let stage: Awaited<ReturnType<typeof openClouds>>;
beforeAll(async () => {
  [bucket, stage] = [await startBucket(), await openClouds()];
});
afterAll(async () => {
  await stage.close();
  await bucket.close();
});

async function open(credentials: BucketCredentialsConfig, sealed: Readonly<Record<string, string>> = {}) {
  const versions = async (name: string) => {
    const value = sealed[name];
    return value === undefined ? [] : [{ version: 1, value }];
  };
  const secrets = { versions } as Partial<SecretStore> as SecretStore;
  const warned: unknown[] = [];
  const log = { warn: (_message: string, fields?: object) => void warned.push(fields) };
  const store = { bucket: { ...configOf(bucket), credentials } };
  const parts = { config: { recording: { store } }, secrets, issuer: stage.issuer, clock: new TestClock(), log };
  const opened = await openBucketStore({ ...parts, clock: { now: Date.now } }).catch((cause: unknown) => cause);
  (opened as { close?: () => void } | undefined)?.close?.();
  return { opened, warned };
}

it('is none where recordings are in the database', async () => {
  const config = { recording: { store: 'database' } } as const;
  expect(await openBucketStore({ config } as Parameters<typeof openBucketStore>[0])).toBeUndefined();
});

it('opens a bucket by sealed keys', async () => {
  const { opened } = await open({ secret: 'evidence' }, { evidence: JSON.stringify(bucket.keys) });
  expect(opened).toMatchObject({ segments: { name: 'bucket', locks: true } });
});

it('asks AWS for keys by its own tokens', async () => {
  const { roleArn, stsUrl } = stage.clouds.settings.aws;
  bucket.clear();
  const { opened, warned } = await open({ webIdentity: { roleArn, durationSeconds: 3600, ...(stsUrl && { stsUrl }) } });
  const [first] = bucket.requests;
  expect([first?.headers.authorization, first?.headers['x-amz-security-token']]).toEqual([
    expect.stringMatching(/Credential=ASIA/),
    expect.stringMatching(/^aws-session-/),
  ]);
  // The bucket of the tests knows no keys of that service.
  expect([opened, warned]).toMatchObject([{ code: 'recording_unavailable' }, [{ bucket: 'refused' }]]);
});

it.each([
  ['a secret that is not sealed', 'other', 'no secret of this name is sealed'],
  ['keys that are none', 'broken', 'does not hold AWS keys'],
])('stops the start with %s, and says nothing of it', async (_, secret, said) => {
  const { opened } = await open({ secret }, { broken: '{"accessKeyId":"AKIA-of-the-tests"' });
  expect(opened).toMatchObject({ code: 'config_invalid', place: expect.stringContaining(said) });
  expect(String(opened)).not.toContain('AKIA');
});
