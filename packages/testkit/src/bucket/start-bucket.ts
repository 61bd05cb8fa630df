import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { type Clock, systemClock } from '@sallyport/core';
import type { BedrockKeys } from '../bedrock/verify-signature.ts';
import { closeServer, listen } from '../listen.ts';
import { answerRequest } from './answer-request.ts';
import type { AnsweringBucket } from './answering-bucket.ts';
import { type BucketAnswer, type BucketRequest, refusal } from './bucket-request.ts';
import { KeptObjects, type ObjectRetention, type ObjectVersion } from './kept-objects.ts';
import { signatureRefusal } from './signed-bucket-request.ts';

/** How to set up a bucket. */
export interface BucketOptions {
  /** Default `evidence`. */
  readonly name?: string;
  /** Keys whose signatures it takes. Default: random ones. */
  readonly keys?: BedrockKeys;
  /** Default `us-east-1`. */
  readonly region?: string;
  /** Whether it was made with object lock. Default: yes. */
  readonly objectLock?: boolean;
  /** Default: none. */
  readonly defaultRetention?: { readonly mode: ObjectRetention['mode']; readonly days: number };
  /** What retention goes by; signatures go by the system's. Default: the system's. */
  readonly clock?: Clock;
}

/**
 * What is wrong with a bucket: it is gone; it takes a request and never answers; it has no space; it refuses locks, or takes them and does not heed them; it resets connections; it
 * asks for less; or its keys are taken back.
 */
export type BucketTrouble = 'gone' | 'silent' | 'full' | 'unlockable' | 'heedless' | 'resetting' | 'busy' | 'forbidden';

/** A bucket, running. */
export interface Bucket {
  readonly name: string;
  readonly keys: BedrockKeys;
  readonly region: string;
  /** `http://127.0.0.1:PORT`, to be used path-style. */
  readonly endpoint: string;
  /** Every request received, oldest first, refused ones too. */
  readonly requests: readonly BucketRequest[];
  /** All versions that it keeps, delete markers too. */
  readonly versions: readonly ObjectVersion[];
  /** How many requests it answered at once, at most. */
  readonly mostAtOnce: number;
  /** Default: none. */
  trouble: BucketTrouble | undefined;
  /** The next requests, so many of them, meet this trouble. */
  fail(trouble: BucketTrouble, times?: number): void;
  /** Changes a stored object's bytes, as nobody could over the wire. Says whether there is one. */
  tamper(key: string, bytes: Uint8Array): boolean;
  clear(): void;
  /** Stops, cutting open connections. */
  close(): Promise<void>;
}

interface State extends AnsweringBucket {
  readonly keys: BedrockKeys;
  readonly region: string;
  trouble: BucketTrouble | undefined;
  ahead: BucketTrouble[];
  received: BucketRequest[];
  inside: number;
  most: number;
}

/**
 * Starts a stand-in for a bucket of Amazon S3 on this machine: versions, object lock and errors, for requests whose Signature Version 4 it
 * verifies. It keeps everything in memory.
 */
export async function startBucket(options: BucketOptions = {}): Promise<Bucket> {
  const { name = 'evidence', keys = randomKeys(), region = 'us-east-1', objectLock = true } = options;
  const { clock = systemClock, defaultRetention } = options;
  const now = () => clock.now();
  const state: State = {
    ...{ name, keys, region, objectLock, now, objects: new KeptObjects(now) },
    ...(defaultRetention === undefined ? {} : { defaultRetention }),
    ...{ trouble: undefined, ahead: [], received: [], inside: 0, most: 0 },
  };
  const server = createServer((request, response) => {
    handle(state, request, response).catch(() => response.destroy());
  });
  const port = await listen(server);
  return running(state, { endpoint: `http://127.0.0.1:${port}`, close: () => closeServer(server) });
}

function running(state: State, place: Pick<Bucket, 'endpoint' | 'close'>): Bucket {
  return {
    ...place,
    ...{ name: state.name, keys: state.keys, region: state.region },
    get requests() {
      return state.received;
    },
    get versions() {
      return state.objects.list();
    },
    get mostAtOnce() {
      return state.most;
    },
    get trouble() {
      return state.trouble;
    },
    set trouble(trouble) {
      state.trouble = trouble;
    },
    fail: (trouble, times = 1) => void state.ahead.push(...Array.from({ length: times }, () => trouble)),
    tamper: (key, bytes) => {
      const version = state.objects.find(key);
      if (version === undefined) return false;
      state.objects.remove(version);
      state.objects.put({ ...version, bytes });
      return true;
    },
    clear: () => {
      state.objects.clear();
      Object.assign(state, { trouble: undefined, ahead: [], received: [], most: 0 });
    },
  };
}

async function handle(state: State, incoming: IncomingMessage, response: ServerResponse): Promise<void> {
  state.inside += 1;
  state.most = Math.max(state.most, state.inside);
  response.once('close', () => {
    state.inside -= 1;
  });
  const request: BucketRequest = {
    method: incoming.method ?? '',
    target: incoming.url ?? '',
    headers: incoming.headers as Readonly<Record<string, string>>,
    body: new Uint8Array(await buffer(incoming)),
  };
  state.received.push(request);
  const trouble = state.ahead.shift() ?? state.trouble;
  if (trouble === 'silent') return;
  if (trouble === 'resetting') incoming.socket.resetAndDestroy();
  else
    send(
      response,
      signatureRefusal(request, state) ?? troubled(trouble, request) ?? answerRequest(state, heeded(trouble, request)),
    );
}

function troubled(trouble: BucketTrouble | undefined, { method, headers }: BucketRequest): BucketAnswer | undefined {
  const locks = headers['x-amz-object-lock-mode'] !== undefined;
  if (trouble === 'gone') return refusal(404, 'NoSuchBucket');
  if (trouble === 'busy') return refusal(503, 'SlowDown');
  if (trouble === 'forbidden') return refusal(403, 'InvalidAccessKeyId');
  // As MinIO and Ceph say it: Amazon's has no end.
  if (trouble === 'full' && method === 'PUT') return refusal(507, 'XMinioStorageFull');
  if (trouble === 'unlockable' && method === 'PUT' && locks) {
    return refusal(400, 'InvalidRequest');
  }
  return undefined;
}

/** Without what it says of locks, where the bucket does not heed that. */
function heeded(trouble: BucketTrouble | undefined, request: BucketRequest): BucketRequest {
  if (trouble !== 'heedless') return request;
  const rest = Object.entries(request.headers).filter(([name]) => !name.startsWith('x-amz-object-lock-'));
  return { ...request, headers: Object.fromEntries(rest) };
}

function send(response: ServerResponse, { status, headers = {}, body }: BucketAnswer): void {
  response.writeHead(status, { ...headers, 'x-amz-request-id': randomBytes(8).toString('hex') });
  response.end(body);
}

function randomKeys(): BedrockKeys {
  const id = randomBytes(8).toString('hex').toUpperCase();
  return { accessKeyId: `AKIA${id}`, secretAccessKey: randomBytes(30).toString('base64') };
}
