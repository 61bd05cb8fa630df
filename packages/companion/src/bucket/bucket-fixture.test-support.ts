import { systemClock } from '@sallyport/core';
import type { Bucket } from '@sallyport/testkit';
import type { BucketConfig } from '../config/index.ts';
import type { AwsKeys, Renewable } from '../credentials/index.ts';
import type { BucketParts } from './open-bucket.ts';

/** How a companion is told of a bucket. */
export function configOf(bucket: Bucket, more: Partial<BucketConfig> = {}): BucketConfig {
  const { name, region, endpoint } = bucket;
  return {
    name,
    region,
    endpoint,
    pathStyle: true,
    prefix: 'ward/east',
    objectLock: 'compliance',
    timeoutMs: 5_000,
    ...more,
  };
}

/** Keys that stay. */
export function keysOf(keys: AwsKeys): Renewable<AwsKeys> {
  return { get: async () => keys, replace: async () => false, close: () => undefined };
}

/** What a bucket is opened with. */
export function partsOf(bucket: Bucket, more: Partial<BucketParts> = {}): BucketParts {
  return { config: configOf(bucket), keys: keysOf(bucket.keys), clock: systemClock, ...more };
}
