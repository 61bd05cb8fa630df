import { createPrivateKey, createPublicKey } from 'node:crypto';
import { type KeyPurpose, keySecretName } from './key-purpose.ts';
import type { KeyWrapper } from './key-wrapper.ts';
import { openSecret, sealSecret } from './seal-secret.ts';
import type { StoredKey, StoredKeys } from './stored-keys.ts';

/** The key to end, where it is stored, and what seals it. */
export interface Ending {
  readonly purpose: KeyPurpose;
  readonly key: StoredKey;
  readonly stored: StoredKeys;
  readonly wrapper: KeyWrapper;
}

/**
 * Destroys the private half of a retired key: its public half, sealed so that a row that was changed publishes nothing, takes its place.
 * Raises `ledger_unavailable`, `secret_unsealed`, `key_unavailable`.
 */
export async function endSigningKey({ purpose, key, stored, wrapper }: Ending): Promise<void> {
  const name = keySecretName(purpose);
  const pkcs8 = Buffer.from(await openSecret(wrapper, { name, bytes: key.sealed }));
  try {
    const publicKey = createPublicKey(createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' }));
    const bytes = publicKey.export({ format: 'der', type: 'spki' });
    await stored.end(key.kid, await sealSecret(wrapper, { name, bytes }));
  } finally {
    pkcs8.fill(0);
  }
}
