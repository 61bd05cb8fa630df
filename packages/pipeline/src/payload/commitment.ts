import { createHmac, createSecretKey, type Hmac, type KeyObject, randomBytes } from 'node:crypto';
import type { Payload } from './payload.ts';

/** The bytes of a salt. */
export const SALT_BYTES = 32;

/** A fresh salt. */
export function newSalt(): Uint8Array {
  return randomBytes(SALT_BYTES);
}

/**
 * Commits to a payload: HMAC-SHA256 (RFC 2104) of its bytes under a salt, in base64url. Who lacks the salt learns nothing from it,
 * not even by trying likely bodies.
 */
export async function commit(salt: Uint8Array, payload: Payload): Promise<string> {
  const hmac = createHmac('sha256', keyOf(salt));
  if (payload.bytes !== undefined) return hmac.update(payload.bytes).digest('base64url');
  for await (const chunk of payload.read()) hmac.update(chunk);
  return hmac.digest('base64url');
}

/** As `commit`, to bytes as they come. */
export class RunningCommitment {
  readonly #hmac: Hmac;
  #length = 0;

  constructor(salt: Uint8Array) {
    this.#hmac = createHmac('sha256', keyOf(salt));
  }

  /** How many bytes came so far. */
  get length(): number {
    return this.#length;
  }

  update(chunk: Uint8Array): void {
    this.#hmac.update(chunk);
    this.#length += chunk.length;
  }

  /** The commitment, once there is no more to come. */
  digest(): string {
    return this.#hmac.digest('base64url');
  }
}

/** A session commits several times with one salt, and most of an HMAC over a small body is taking in its key. */
const KEYS = new WeakMap<Uint8Array, KeyObject>();

function keyOf(salt: Uint8Array): KeyObject {
  const known = KEYS.get(salt);
  if (known !== undefined) return known;
  const key = createSecretKey(salt);
  KEYS.set(salt, key);
  return key;
}
