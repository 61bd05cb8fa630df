import { createHash } from 'node:crypto';
import { type Clock, SallyportError, sameIdentity, toBase64url } from '@sallyport/core';
import { type Payload, receivePayload, Scratch, type ScratchOptions } from '@sallyport/pipeline';
import { readOriginals } from '@sallyport/recording';
import type { ControlCaller } from '../door/authorise-control.ts';
import type { Database } from '../storage/index.ts';
import { storeParts } from './original-parts.ts';
import type { PromisedOriginal } from './promised-original.ts';
import { addOriginals, findOriginals, findRecording } from './recording-rows.ts';
import type { Retention } from './retention.ts';
import type { SegmentStores } from './segment-stores.ts';
import type { SessionEvidence } from './session-evidence.ts';

/** A sealed original that a client brings. */
export interface BroughtOriginal {
  readonly session: string;
  readonly caller: ControlCaller;
  readonly body: AsyncIterable<Uint8Array>;
}

/** What becomes of it: whether it was kept just now, or had been before; and its SHA-256, in base64url. */
export interface ReceivedOriginal {
  readonly kept: 'now' | 'before';
  readonly digest: string;
}

/** Takes in sealed originals, see `originalReceiver`. */
export type ReceiveOriginal = (brought: BroughtOriginal) => Promise<ReceivedOriginal>;

/** What originals are received with. */
export interface ReceivingParts {
  readonly database: Database;
  readonly stores: SegmentStores;
  readonly retention: Retention;
  readonly evidence: SessionEvidence;
  readonly promised: PromisedOriginal;
  readonly clock: Clock;
  /** Where one waits until all of it is seen. */
  readonly scratch: ScratchOptions;
}

/**
 * Takes in the sealed original of a session, from whoever began it and with the same key. All of it is seen before any of it is kept: it must
 * be sealed lines, and have the SHA-256 that the client's intent promises.
 *
 * Raises `session_unknown` alike for somebody else's session and for none, `originals_invalid`, `originals_conflict` where another is kept,
 * `recording_purged`, `body_too_large`, `temporary_storage`, `recording_unavailable`, `ledger_unavailable`.
 */
export function originalReceiver(parts: ReceivingParts): ReceiveOriginal {
  return async ({ session, caller, body }) => {
    const promise = await promiseOf(parts, session, caller);
    if ((await findRecording(parts.database, session))?.purgedAt instanceof Date) {
      throw new SallyportError('recording_purged');
    }
    const { limitBytes } = parts.scratch;
    // What is sealed is longer than what was sealed, by a third and a little.
    const scratch = new Scratch({ ...parts.scratch, limitBytes: 2 * limitBytes });
    try {
      return await keep(parts, { session, promise, payload: await receivePayload(body, scratch) });
    } finally {
      await scratch.dispose();
    }
  };
}

async function promiseOf({ evidence, promised }: ReceivingParts, session: string, caller: ControlCaller) {
  const intent = await evidence.intent(session);
  const { clientIntent } = intent?.unmapped ?? {};
  const { user, idp } = intent?.actor ?? {};
  const owner = user !== undefined && 'uid' in user && idp !== undefined && { issuer: idp.issuer, subject: user.uid };
  if (!owner || !sameIdentity(owner, caller) || clientIntent?.kid !== caller.kid) {
    throw new SallyportError('session_unknown');
  }
  const promise = await promised(clientIntent);
  if (promise === undefined) throw new SallyportError('originals_invalid');
  return promise;
}

interface Seen {
  readonly session: string;
  /** The promised SHA-256, in base64url. */
  readonly promise: string;
  readonly payload: Payload;
}

async function keep(parts: ReceivingParts, { session, promise, payload }: Seen): Promise<ReceivedOriginal> {
  const { database, stores, retention, clock } = parts;
  const digest = await digestOf(payload);
  const before = await findOriginals(database, session);
  if (before !== undefined) return same(before.digest, digest);
  if (digest !== promise) throw new SallyportError('originals_invalid');
  const receivedAt = new Date(clock.now());
  const { keepUntil, retention: name = 'standard' } = (await findRecording(database, session)) ?? {};
  const place = { session, keepUntil: keepUntil ?? retention.keepUntil(name, receivedAt) };
  const stored = await storeParts(stores.current, payload.read(), place);
  const row = { id: session, sealedBy: 'client', store: stores.current.name, receivedAt, ...stored } as const;
  const added = await addOriginals(database, row);
  if (added === 'purged') {
    await stores.current.remove({ kind: 'originals', session, parts: stored.parts });
    throw new SallyportError('recording_purged');
  }
  return { kept: added === 'added' ? 'now' : 'before', digest };
}

function same(kept: Uint8Array, digest: string): ReceivedOriginal {
  if (toBase64url(kept) !== digest) throw new SallyportError('originals_conflict');
  return { kept: 'before', digest };
}

/** Of lines that are all sealed. Raises `originals_invalid`. */
async function digestOf(payload: Payload): Promise<string> {
  const hash = createHash('sha256');
  for await (const { bytes } of readOriginals(payload.read())) hash.update(bytes);
  return hash.digest('base64url');
}
