import { createHash, createPublicKey, type KeyObject } from 'node:crypto';
import { type EventPublicKey, SallyportError } from '@sallyport/core';

/** A client's key, ready to verify with. */
export interface ImportedKey {
  readonly publicKey: EventPublicKey;
  readonly key: KeyObject;
}

/** Importing a key takes about as long as a verification. */
const DEFAULT_CAPACITY = 4096;

/** Imports clients' public keys, and keeps those used last ready. */
export class ClientKeyCache {
  readonly #keys = new Map<string, ImportedKey>();
  readonly #capacity: number;

  /** Keeps so many ready; 4,096 unless told. */
  constructor(capacity = DEFAULT_CAPACITY) {
    this.#capacity = capacity;
  }

  /** Imports a P-256 key. Raises `proof_invalid` when the point is not on the curve. */
  import({ kty, crv, x, y }: Omit<EventPublicKey, 'kid'>): ImportedKey {
    const name = `${x}.${y}`;
    const known = this.#keys.get(name);
    if (known !== undefined) {
      this.#keys.delete(name);
      this.#keys.set(name, known);
      return known;
    }
    const imported = { publicKey: { kty, crv, x, y, kid: thumbprint(x, y) }, key: importPoint(x, y) };
    this.#keys.set(name, imported);
    const [oldest] = this.#keys.keys();
    if (this.#keys.size > this.#capacity && oldest !== undefined) this.#keys.delete(oldest);
    return imported;
  }
}

/** RFC 7638 §3: the required members, in the order of their names. */
function thumbprint(x: string, y: string): string {
  return createHash('sha256')
    .update(JSON.stringify({ crv: 'P-256', kty: 'EC', x, y }))
    .digest('base64url');
}

function importPoint(x: string, y: string): KeyObject {
  try {
    return createPublicKey({ key: { kty: 'EC', crv: 'P-256', x, y }, format: 'jwk' });
  } catch {
    throw new SallyportError('proof_invalid');
  }
}
