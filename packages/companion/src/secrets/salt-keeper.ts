import { createHmac, createSecretKey } from 'node:crypto';
import { utf8 } from '@sallyport/core';
import type { Database } from '../storage/index.ts';
import { encrypt } from './aes-gcm.ts';
import type { KeyWrapper } from './key-wrapper.ts';
import { loadOwnSecret } from './own-secret.ts';

/** What a salt becomes where it is kept. */
export interface SealedSalt {
  /** 16 bytes that are the same for the same salt, and tell nothing about it. */
  readonly digest: Uint8Array;
  readonly sealed: Uint8Array;
}

/** Seals the salts of sessions. */
export interface SaltKeeper {
  /** Seals a salt to its session: it opens for no other. */
  seal(salt: Uint8Array, sessionId: string): SealedSalt;
}

/** A slash cannot stand in the name of a secret of the store, so this one is nobody else's. */
const NAME = 'session/salt-key';
const DIGEST_BYTES = 16;

/**
 * Opens the key that salts are sealed under, making it first when there is none; replicas that start together end with the
 * same. Raises `secret_unsealed` with the wrong root key, `internal` when the database fails.
 */
export async function openSaltKeeper(parts: {
  readonly database: Database;
  readonly wrapper: KeyWrapper;
}): Promise<SaltKeeper> {
  const secret = await loadOwnSecret({ ...parts, name: NAME });
  const derive = (use: string) => createSecretKey(createHmac('sha256', secret).update(use).digest());
  const [digestKey, sealKey] = [derive('digest'), derive('seal')];
  return Object.freeze({
    seal: (salt: Uint8Array, sessionId: string) => ({
      digest: createHmac('sha256', digestKey).update(salt).digest().subarray(0, DIGEST_BYTES),
      sealed: encrypt(sealKey, { bytes: salt, context: utf8(sessionId) }),
    }),
  });
}
