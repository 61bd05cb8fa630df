import { hash } from 'node:crypto';

/** The length of a SHA-512 in hexadecimal. */
const DIGEST_LENGTH = 128;

/**
 * What stands for a key in memory: the key itself, or of one of 128 UTF-16 code units or more its SHA-512, so that no caller chooses
 * how much memory its key takes. A digest is longer than any key that stands for itself: the two are never the same.
 */
export function heldKey(key: string): string {
  return key.length < DIGEST_LENGTH ? key : hash('sha512', Buffer.from(key, 'utf16le'), 'hex');
}
