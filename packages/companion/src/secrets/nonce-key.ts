import type { Database } from '../storage/index.ts';
import type { KeyWrapper } from './key-wrapper.ts';
import { loadOwnSecret } from './own-secret.ts';

const NAME = 'proof/nonce-key';

/**
 * Opens the key of the nonces for proofs of possession, which all replicas share. Raises `secret_unsealed` with the wrong root key,
 * `internal` when the database fails.
 */
export function openNonceKey(parts: {
  readonly database: Database;
  readonly wrapper: KeyWrapper;
}): Promise<Uint8Array> {
  return loadOwnSecret({ ...parts, name: NAME });
}
