import { type Baa, type Caller, type Clock, type Connection, type EventDetails, SallyportError } from '@sallyport/core';
import {
  DEFAULT_DETECT,
  type Detect,
  type Door,
  type Intended,
  type Policy,
  type Reply,
  rememberSpans,
  type ScratchOptions,
  withEngines,
} from '@sallyport/pipeline';
import type { Vault } from '@sallyport/vault';
import type { CallRecord } from './evidence/call-record.ts';
import {
  type CallSummary,
  DEFAULT_MAX_BODY_BYTES,
  DEFAULT_MAX_DEPTH,
  type GuardOptions,
  HELD_BYTES,
} from './guard-options.ts';

/** Who calls, and by which policy it is decided. */
export interface FollowedPolicy {
  readonly caller: Caller;
  readonly policy: Policy;
  /** Default: what the connection says. */
  readonly baa?: Baa;
}

/** The form of connections' names: they stand in URLs and events. */
const CONNECTION = /^[a-z0-9][a-z0-9-]{0,62}$/;

/**
 * The connection as the inner door knows it: by name. Which provider stands behind it, and under what agreement, is the companion's affair. Raises `config_invalid`
 * for what no connection can be called.
 */
export function namedConnection(name: string): Connection {
  if (!CONNECTION.test(name)) throw new SallyportError('config_invalid', { place: 'connection' });
  return Object.freeze({ name, kind: 'openai-compatible', baa: false });
}

/** The inner door, for one call: the same stages as the companion, before anything leaves the process. */
export function innerDoor(parts: {
  readonly options: Pick<GuardOptions, 'detect' | 'engines' | 'maxBodyBytes' | 'maxDepth' | 'tempFolder'>;
  /** Finds out who calls, and what policy says of them. The call ends under the policy it began with. */
  readonly begin: (signal: AbortSignal) => Promise<FollowedPolicy>;
  readonly vault: Vault;
  readonly record: CallRecord;
  readonly clock: Clock;
  readonly send: (exchange: Intended) => Promise<Reply>;
}): Door {
  const { options, begin, vault, record, clock, send } = parts;
  let followed: Policy | undefined;
  return {
    // A process that cannot say who it is, or has no policy, stops here, before its text is even read.
    identify: async ({ call }) => {
      const { policy, ...identification } = await begin(call.signal);
      followed = policy;
      return identification;
    },
    admit: async () => undefined,
    detect: detectOf(options),
    policy: () => {
      if (followed === undefined) throw new SallyportError('internal');
      return followed;
    },
    vault,
    journal: record,
    reviews: 'behind',
    clock,
    send,
    scratch: scratchOptions(options),
    maxDepth: options.maxDepth ?? DEFAULT_MAX_DEPTH,
  };
}

/** All doors of a process share what they remember, as many applications open one for each call. */
const BUILT_IN = rememberSpans(DEFAULT_DETECT);

function detectOf({ detect = BUILT_IN, engines = [] }: Pick<GuardOptions, 'detect' | 'engines'>): Detect {
  return engines.length === 0 ? detect : withEngines(detect, { engines });
}

function scratchOptions({
  maxBodyBytes,
  tempFolder,
}: Pick<GuardOptions, 'maxBodyBytes' | 'tempFolder'>): ScratchOptions {
  const limitBytes = maxBodyBytes ?? DEFAULT_MAX_BODY_BYTES;
  const folder = tempFolder === undefined ? {} : { folder: tempFolder };
  return { heldBytes: HELD_BYTES, limitBytes, textLength: HELD_BYTES, ...folder };
}

/** Tells the application how a call ended. Its failure must not change what happens to the call. */
export function tellApplication({ onCall }: Pick<GuardOptions, 'onCall'>, details: EventDetails): void {
  try {
    onCall?.(summarise(details));
  } catch {
    // It observes, it does not decide.
  }
}

function summarise(details: EventDetails): CallSummary {
  const { connection = '', correlationId = '', found = {}, masked = {}, operation, sessionId, error } = details;
  const status = details.upstreamStatus;
  return Object.freeze({
    connection,
    correlationId,
    found,
    masked,
    ...(operation === undefined ? {} : { operation }),
    ...(sessionId === undefined ? {} : { session: sessionId }),
    ...(status === undefined ? {} : { status }),
    ...(error === undefined ? {} : { error }),
  });
}
