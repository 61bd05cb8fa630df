import { createSecretKey, type KeyObject } from 'node:crypto';
import { type KeyWrapper, loadOwnSecret } from '../secrets/index.ts';
import type { Database } from '../storage/index.ts';

/** A slash cannot stand in the name of a secret of the store, so this one is nobody else's. */
const NAME = 'activity/key';

/**
 * Opens the key that digests are sealed under, making it first when there is none; replicas that start together end with the same. Raises
 * `secret_unsealed` with the wrong root key, `internal` when the database fails.
 */
export async function openActivityKey(parts: {
  readonly database: Database;
  readonly wrapper: KeyWrapper;
}): Promise<KeyObject> {
  return createSecretKey(await loadOwnSecret({ ...parts, name: NAME }));
}
