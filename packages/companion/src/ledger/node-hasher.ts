import { hash } from 'node:crypto';
import type { Hasher } from '@sallyport/ledger';

/** SHA-256 by node:crypto. */
export const NODE_HASHER: Hasher = Object.freeze({
  sha256: (data: Uint8Array) => new Uint8Array(hash('sha256', data, 'buffer')),
});
