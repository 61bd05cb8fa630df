import { sha256 } from '@noble/hashes/sha2.js';
import type { Hasher } from './hasher.ts';

/** SHA-256 in plain JavaScript, for any runtime. Where `node:crypto` is at hand, a hasher made of it is about twice as fast. */
export const DEFAULT_HASHER: Hasher = Object.freeze({ sha256: (data: Uint8Array) => sha256(data) });
