export type { BucketFault } from './bucket-fault.ts';
export type { BucketSegments } from './bucket-segments.ts';
export { type OpenBucket, openBucket, openBucketToRead } from './open-bucket.ts';
