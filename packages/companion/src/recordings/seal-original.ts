import { type AuditorKey, type Clock, toBase64url } from '@sallyport/core';
import type { Intended } from '@sallyport/pipeline';
import { sealOriginals } from '@sallyport/recording';
import type { Database } from '../storage/index.ts';
import { storeParts } from './original-parts.ts';
import { addOriginals } from './recording-rows.ts';
import { sessionOf } from './request-frames.ts';
import type { Retention } from './retention.ts';
import type { SegmentStores } from './segment-stores.ts';

/** Seals a call's body as it came to auditors, stores it durably, and gives the SHA-256 of what it stored, in base64url. */
export type SealOriginal = (exchange: Intended) => Promise<string>;

/** What originals are sealed and stored with. */
export interface SealingParts {
  readonly database: Database;
  readonly stores: SegmentStores;
  readonly retention: Retention;
  readonly clock: Clock;
  /** To whom. */
  readonly auditors: readonly AuditorKey[];
}

/** Seals what came in to the auditors of a policy: for clients that do not. Raises `recording_unavailable`, also where the policy names nobody. */
export function originalSealer({ database, stores, retention, clock, auditors }: SealingParts): SealOriginal {
  return async (exchange) => {
    const { body, call, decision } = exchange;
    const session = sessionOf(exchange);
    const receivedAt = new Date(clock.now());
    const store = stores.current;
    const contentType = call.headers['content-type'];
    const sealed = sealOriginals(body.read(), { recipients: auditors, contentType });
    const keepUntil = retention.keepUntil(decision.retention, receivedAt);
    const stored = await storeParts(store, sealed, { session, keepUntil, onlyWhole: true });
    await addOriginals(database, { id: session, sealedBy: 'companion', store: store.name, receivedAt, ...stored });
    return toBase64url(stored.digest);
  };
}
