import { setTimeout as wait } from 'node:timers/promises';
import { SallyportError, untilAborted } from '@sallyport/core';
import type { BucketConfig } from '../config/index.ts';
import type { AwsKeys, Renewable } from '../credentials/index.ts';
import { type BucketFault, bucketError, judgeBucketError, mayPass } from './bucket-fault.ts';

type S3 = typeof import('@aws-sdk/client-s3');
type S3Client = InstanceType<S3['S3Client']>;

/** What one request does, with a signal that it must heed. */
export type BucketWork<T> = (client: S3Client, abort: { readonly abortSignal: AbortSignal }) => Promise<T>;

/** How a request is made. */
export interface BucketCall {
  /** Whether it asks for a lock, so that a refusal of it is told as that. */
  readonly locking?: boolean;
  /** Faults that are an answer: then the call gives `undefined`. */
  readonly expected?: readonly BucketFault[];
}

/** The official client, within bounds. */
export interface BucketClient {
  readonly s3: S3;
  /** Makes a request, again where that may help, three times at most. Raises `recording_unavailable`, `recording_locked`. */
  call<T>(work: BucketWork<T>, how?: BucketCall): Promise<T | undefined>;
  /** Ends what is under way, and closes the sockets. */
  close(): void;
}

/** What a client is opened with. */
export interface BucketClientParts {
  readonly config: BucketConfig;
  /** Default: as AWS clients find theirs. */
  readonly keys?: Renewable<AwsKeys>;
  /** Told of each fault that is raised. */
  readonly onFault?: (fault: BucketFault) => void;
  /** Sockets, and so requests at once. Default 64. */
  readonly concurrency?: number;
}

const ATTEMPTS = 3;
const FIRST_PAUSE_MS = 50;
const CONCURRENCY = 64;

/** Opens the client. Raises `config_invalid` where it is not installed. */
export async function openBucketClient(parts: BucketClientParts): Promise<BucketClient> {
  const { config, keys, onFault = () => undefined } = parts;
  const s3 = await loadS3();
  const client = newClient(s3, parts);
  const closing = new AbortController();
  const attempt = <T>(work: BucketWork<T>) => {
    const abortSignal = AbortSignal.any([closing.signal, AbortSignal.timeout(config.timeoutMs)]);
    // Not every step of the client heeds its signal.
    return untilAborted(work(client, { abortSignal }), abortSignal);
  };
  return Object.freeze({
    s3,
    call: async <T>(work: BucketWork<T>, { expected = [], ...how }: BucketCall = {}) => {
      for (let left = ATTEMPTS - 1; ; left--) {
        try {
          return await attempt(work);
        } catch (error) {
          const fault = judgeBucketError(error, how);
          if (expected.includes(fault)) return undefined;
          const again = mayPass(fault) || (fault === 'refused' && (await keys?.replace(() => true)) === true);
          if (again && left > 0 && !closing.signal.aborted) {
            await wait(FIRST_PAUSE_MS * 2 ** (ATTEMPTS - 1 - left));
            continue;
          }
          onFault(fault);
          throw bucketError(fault);
        }
      }
    },
    close: () => {
      closing.abort();
      client.destroy();
      keys?.close();
    },
  } satisfies BucketClient);
}

/** Only who keeps recordings in a bucket has it. */
async function loadS3(): Promise<S3> {
  return import('@aws-sdk/client-s3').catch(() => {
    throw new SallyportError('config_invalid', {
      place: 'recording/store/bucket needs the package @aws-sdk/client-s3, which could not be loaded',
    });
  });
}

function newClient(s3: S3, { config, keys, concurrency = CONCURRENCY }: BucketClientParts): S3Client {
  const { region, endpoint, pathStyle, timeoutMs } = config;
  const agents = { httpAgent: { maxSockets: concurrency }, httpsAgent: { maxSockets: concurrency } };
  return new s3.S3Client({
    region,
    forcePathStyle: pathStyle,
    maxAttempts: 1,
    requestHandler: { connectionTimeout: timeoutMs, requestTimeout: timeoutMs, ...agents },
    ...(endpoint === undefined ? {} : { endpoint }),
    ...(keys === undefined ? {} : { credentials: () => identityOf(keys, timeoutMs) }),
  });
}

/** The client keeps an identity until it expires: one that has is asked for each time, so that a key that was rotated serves at once. */
async function identityOf(keys: Renewable<AwsKeys>, timeoutMs: number) {
  const { accessKeyId, secretAccessKey, sessionToken } = await keys.get({ signal: AbortSignal.timeout(timeoutMs) });
  const token = sessionToken === undefined ? {} : { sessionToken };
  return { accessKeyId, secretAccessKey, ...token, expiration: new Date(0) };
}
