import { createHmac, createSecretKey } from 'node:crypto';
import { type KeyWrapper, loadOwnSecret } from '../secrets/index.ts';
import type { Database } from '../storage/index.ts';

/** Knows subjects of care without keeping who they are. */
export interface SubjectOfCareKeeper {
  /** HMAC-SHA256 of a pseudonym, 32 bytes: the same for the same one. Nobody without the companion's key can tell of which. */
  digest(pseudonym: string): Uint8Array;
}

/** A slash cannot stand in the name of a secret of the store, so this one is nobody else's. */
const NAME = 'subject/key';

/**
 * Opens the key under which subjects of care are known, making it first when there is none; replicas that start together end with the same. Raises
 * `secret_unsealed` with the wrong root key, `internal` when the database fails.
 */
export async function subjectOfCareKeeper(parts: {
  readonly database: Database;
  readonly wrapper: KeyWrapper;
}): Promise<SubjectOfCareKeeper> {
  const key = createSecretKey(await loadOwnSecret({ ...parts, name: NAME }));
  return Object.freeze({
    digest: (pseudonym: string) => new Uint8Array(createHmac('sha256', key).update(pseudonym).digest()),
  });
}
