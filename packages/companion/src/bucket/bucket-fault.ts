import { isSallyportError, SallyportError } from '@sallyport/core';

/** What is wrong with a bucket, in a word for the log. */
export type BucketFault =
  | 'missing'
  | 'silent'
  | 'unreachable'
  | 'full'
  | 'busy'
  | 'refused'
  | 'unlocked'
  | 'missing_key'
  | 'taken'
  | 'failed';

/** The same in a sentence for who starts a companion. */
const WORDS: Readonly<Record<BucketFault, string>> = Object.freeze({
  missing: 'there is no such bucket',
  silent: 'the bucket does not answer in time',
  unreachable: 'the bucket cannot be reached',
  full: 'the bucket has no space left',
  busy: 'the bucket asks for fewer requests',
  refused: 'the bucket refuses the credentials, or what they may do',
  unlocked:
    'the bucket refuses object lock: it must be made with it, and the credentials must be allowed s3:PutObjectRetention',
  missing_key: 'what was written is not there',
  taken: 'something else is there already',
  failed: 'the bucket failed',
});

/** Those that may pass when tried again. */
const PASSING: ReadonlySet<BucketFault> = new Set(['silent', 'unreachable', 'busy', 'failed']);

const BY_NAME: Readonly<Record<string, BucketFault>> = Object.freeze({
  NoSuchBucket: 'missing',
  NoSuchKey: 'missing_key',
  NotFound: 'missing_key',
  PreconditionFailed: 'taken',
  ConditionalRequestConflict: 'busy',
  OperationAborted: 'busy',
  SlowDown: 'busy',
  ServiceUnavailable: 'busy',
  RequestTimeout: 'silent',
  InsufficientStorage: 'full',
  XMinioStorageFull: 'full',
  QuotaExceeded: 'full',
  ObjectLockConfigurationNotFoundError: 'unlocked',
  NoSuchObjectLockConfiguration: 'unlocked',
  InvalidBucketState: 'unlocked',
  InvalidRetentionPeriod: 'unlocked',
});

interface ClientError {
  readonly name?: string;
  readonly code?: string;
  readonly $metadata?: { readonly httpStatusCode?: number };
}

/** What an error of the client says is wrong; `locking` where the request asked for a lock. Its own text, which may quote what it sent, goes no further. */
export function judgeBucketError(
  error: unknown,
  { locking = false }: { readonly locking?: boolean } = {},
): BucketFault {
  // Of our own making: its time is over, or there are no keys.
  if (isSallyportError(error)) return error.code === 'cancelled' ? 'silent' : 'refused';
  const { name = '', code, $metadata } = error as ClientError;
  const status = $metadata?.httpStatusCode;
  const named = Object.hasOwn(BY_NAME, name) ? BY_NAME[name] : undefined;
  if (named !== undefined) return named;
  // The client calls these timeouts too.
  if (code === 'ECONNRESET' || code === 'EPIPE') return 'unreachable';
  if (name === 'TimeoutError' || name === 'AbortError') return 'silent';
  if (status === undefined) return 'unreachable';
  if (locking && (name === 'InvalidRequest' || name === 'InvalidArgument')) return 'unlocked';
  if (status === 507) return 'full';
  if (status === 429 || status === 503) return 'busy';
  return status < 500 ? 'refused' : 'failed';
}

/** Whether trying again may help. */
export function mayPass(fault: BucketFault): boolean {
  return PASSING.has(fault);
}

/** The error of a fault: `recording_locked` where the lock is refused, `recording_unavailable` for all else. */
export function bucketError(fault: BucketFault): SallyportError {
  const code = fault === 'unlocked' ? 'recording_locked' : 'recording_unavailable';
  return new SallyportError(code, { place: `recording/store/bucket: ${WORDS[fault]}` });
}
