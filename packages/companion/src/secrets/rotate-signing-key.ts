import { type Clock, SallyportError, systemClock } from '@sallyport/core';
import type { Database } from '../storage/index.ts';
import type { PublishedPurpose } from './key-purpose.ts';
import type { KeyWrapper } from './key-wrapper.ts';
import { newSigningKey } from './new-signing-key.ts';
import { storedKeys } from './stored-keys.ts';

/** How long a key is published before it signs: whoever caches the JWKS as long as its `max-age` says has it by then. Milliseconds. */
export const PUBLISHED_FIRST_MS = 300_000;

/** Which key to rotate, and where it is kept: an open `CompanionStore` has both. */
export interface Rotation {
  readonly database: Database;
  readonly wrapper: KeyWrapper;
  readonly purpose: PublishedPurpose;
  /** Default: the system's. */
  readonly clock?: Clock;
}

/** A rotation that has begun. */
export interface BegunRotation {
  /** Of the new key. */
  readonly kid: string;
  /** When a companion that serves will begin to sign with it. Milliseconds since the Unix epoch. */
  readonly signsFrom: number;
  /** Of a key of the ledger: the fingerprint of the trust with it, which auditors compare. */
  readonly fingerprint?: string;
  /** Of a key of the log: the new key as witnesses are told it, C2SP signed-note. */
  readonly verifierKey?: string;
}

/**
 * Begins to rotate a key for grants or federation: makes the next one and publishes it. A companion that serves promotes it once every cache can know
 * it, and drops the old one when nothing can be left that it signed. Companions may serve meanwhile; no request fails.
 * Raises `rotation_in_progress`, `ledger_unavailable`.
 */
export async function rotateSigningKey(rotation: Rotation): Promise<BegunRotation> {
  const { database, wrapper, purpose, clock = systemClock } = rotation;
  const key = await newSigningKey(purpose, wrapper);
  const now = clock.now();
  if (!(await storedKeys(database, purpose).addNext(key, now))) throw new SallyportError('rotation_in_progress');
  return { kid: key.kid, signsFrom: now + PUBLISHED_FIRST_MS };
}
