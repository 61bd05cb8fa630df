import { createSecretKey, randomBytes } from 'node:crypto';
import { SallyportError, utf8 } from '@sallyport/core';
import { RECORDING_KEY_BYTES } from '@sallyport/recording';
import { type KeyWrapper, loadOwnSecret, openBytes, sealBytes } from '../secrets/index.ts';
import type { Database } from '../storage/index.ts';

/** The key of one recording, and what is kept of it. */
export interface RecordingKey {
  readonly key: Uint8Array;
  readonly sealed: Uint8Array;
}

/** Makes the keys of recordings, and opens them again. */
export interface RecordingKeys {
  /** A new key, sealed to its session. */
  make(session: string): RecordingKey;
  /** Raises `recording_corrupt` for a key that is another session's, or was changed. */
  open(session: string, sealed: Uint8Array): Uint8Array;
}

/** A slash cannot stand in the name of a secret of the store, so this one is nobody else's. */
const NAME = 'recording/key';

/**
 * Opens what recordings' keys are sealed under, making it first when there is none; replicas that start together end with the same. It is
 * itself sealed under the root key, and rotated with it. Raises `secret_unsealed` with the wrong root key, `internal` when the database fails.
 */
export async function openRecordingKeys(parts: {
  readonly database: Database;
  readonly wrapper: KeyWrapper;
}): Promise<RecordingKeys> {
  const sealing = createSecretKey(await loadOwnSecret({ ...parts, name: NAME }));
  const contextOf = (session: string) => utf8(`recording ${session}`);
  return Object.freeze({
    make: (session) => {
      const key = randomBytes(RECORDING_KEY_BYTES);
      return { key, sealed: sealBytes(sealing, { bytes: key, context: contextOf(session) }) };
    },
    open: (session, sealed) => {
      try {
        return openBytes(sealing, { bytes: sealed, context: contextOf(session) });
      } catch {
        throw new SallyportError('recording_corrupt');
      }
    },
  } satisfies RecordingKeys);
}
