import { type Clock, type Connection, type EventDetails, SallyportError } from '@sallyport/core';
import {
  DEFAULT_DETECT,
  type Detect,
  type Door,
  type Intended,
  type Policy,
  type Reply,
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

/** What the process calls itself towards its own policy: whoever runs it. The companion knows the real identity. */
const LOCAL = Object.freeze({ issuer: 'urn:sallyport:process', subject: 'self', groups: [], means: 'local' as const });

/** The form of connections' names: they stand in URLs and events. */
const CONNECTION = /^[a-z0-9][a-z0-9-]{0,62}$/;

/**
 * The connection as the inner door knows it: by name. Which provider stands behind it is the companion's affair. Raises `config_invalid`
 * for what no connection can be called.
 */
export function namedConnection(name: string): Connection {
  if (!CONNECTION.test(name)) throw new SallyportError('config_invalid', { place: 'connection' });
  return Object.freeze({ name, kind: 'openai-compatible', baa: false });
}

/** The inner door, for one call: the same stages as the companion, before anything leaves the process. */
export function innerDoor(parts: {
  readonly options: Pick<GuardOptions, 'detect' | 'engines' | 'maxBodyBytes' | 'maxDepth' | 'tempFolder'>;
  readonly policy: Policy;
  readonly vault: Vault;
  readonly record: CallRecord;
  readonly clock: Clock;
  readonly send: (exchange: Intended) => Promise<Reply>;
}): Door {
  const { options, policy, vault, record, clock, send } = parts;
  return {
    // A process that cannot say who it is stops here, before its text is even read.
    identify: async ({ call }) => {
      await record.begin(call.signal);
      return { caller: LOCAL };
    },
    admit: async () => undefined,
    detect: detectOf(options),
    policy: () => policy,
    vault,
    journal: record,
    reviews: 'behind',
    clock,
    send,
    scratch: scratchOptions(options),
    maxDepth: options.maxDepth ?? DEFAULT_MAX_DEPTH,
  };
}

function detectOf({ detect = DEFAULT_DETECT, engines = [] }: Pick<GuardOptions, 'detect' | 'engines'>): Detect {
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
