import { type Clock, systemClock } from '@sallyport/core';
import { PROMPT_SIGNATURES } from '../crypto/index.ts';
import {
  type KeyStatus,
  keyStatus,
  type Rewrapped,
  type RotationParts,
  retireSecret,
  rewrapAll,
  rotateSecret,
} from '../rotation/index.ts';
import { type BegunRotation, type KeyPurpose, rotateKey } from '../secrets/index.ts';
import { type CompanionStore, openCompanionStore, type StoreLocation } from './open-companion-store.ts';
import { openEvidence } from './open-evidence.ts';

/** Rotates keys from outside of the companions that serve, and records it in their ledger. */
export interface Rotations {
  /** As `rotateSecret`. */
  rotateSecret(name: string, value: string): Promise<void>;
  /** As `retireSecret`. */
  retireSecret(name: string): Promise<void>;
  /** As `rewrapAll`. */
  rewrapAll(): Promise<Rewrapped>;
  /** As `rotateKey`. A companion that serves records it before it signs with the new key. */
  rotateSigningKey(purpose: KeyPurpose): Promise<BegunRotation>;
  /** As `keyStatus`. */
  status(): Promise<KeyStatus>;
  close(): Promise<void>;
}

/**
 * Opens a companion's database to rotate keys in it. With PostgreSQL companions may serve meanwhile: all append to one ledger.
 * Raises `config_invalid`, `storage_locked` where a companion holds the embedded database, `storage_unsafe`, `ledger_unavailable`.
 */
export async function openRotations(options: StoreLocation & { readonly clock?: Clock }): Promise<Rotations> {
  const store = await openCompanionStore(options);
  const recording = <T>(work: (parts: RotationParts) => Promise<T>) => withLog(store, options, work);
  return Object.freeze({
    rotateSecret: (name: string, value: string) => recording((parts) => rotateSecret(parts, { name, value })),
    retireSecret: (name: string) => recording((parts) => retireSecret(parts, { name })),
    rewrapAll: () => recording(rewrapAll),
    rotateSigningKey: (purpose: KeyPurpose) =>
      rotateKey(purpose, { ...store, origin: options.config.ledger.origin, clock: options.clock ?? systemClock }),
    status: () => keyStatus(store),
    close: () => store.close(),
  });
}

/** The ledger is opened for acts alone: a look needs none of its keys. */
async function withLog<T>(
  store: CompanionStore,
  { config, clock = systemClock }: StoreLocation & { readonly clock?: Clock },
  work: (parts: RotationParts) => Promise<T>,
): Promise<T> {
  const { ledger, events } = await openEvidence({
    ...{ config, clock, store, signatures: PROMPT_SIGNATURES },
    failed: () => undefined,
  });
  try {
    return await work({ store, log: events });
  } finally {
    await events.close();
    await ledger.close();
  }
}
