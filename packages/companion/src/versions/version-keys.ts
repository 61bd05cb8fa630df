import { createHmac, createSecretKey } from 'node:crypto';
import { fromUtf8, utf8 } from '@sallyport/core';
import { type KeyWrapper, loadOwnSecret, openBytes, sealBytes } from '../secrets/index.ts';
import type { Database } from '../storage/index.ts';

/** Seals what versions hold: whoever may edit rows, and has no root key, can make none, nor change one. */
export interface VersionKeys {
  /** Seals a text to what it is about: it opens for nothing else. */
  seal(text: string, about: string): string;
  /** Raises `secret_unsealed`. */
  open(sealed: string, about: string): string;
}

/** A slash cannot stand in the name of a secret of the store, so this one is nobody else's. */
const NAME = 'config/version-key';

/** Opens the key, making it first when there is none. Raises `secret_unsealed` with the wrong root key, `internal` when the database fails. */
export async function openVersionKeys(parts: {
  readonly database: Database;
  readonly wrapper: KeyWrapper;
}): Promise<VersionKeys> {
  const secret = await loadOwnSecret({ ...parts, name: NAME });
  const key = createSecretKey(createHmac('sha256', secret).update('seal').digest());
  return Object.freeze({
    seal: (text, about) => Buffer.from(sealBytes(key, { bytes: utf8(text), context: utf8(about) })).toString('base64'),
    open: (sealed, about) => fromUtf8(openBytes(key, { bytes: Buffer.from(sealed, 'base64'), context: utf8(about) })),
  } satisfies VersionKeys);
}
