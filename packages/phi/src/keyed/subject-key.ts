import { SallyportError } from '@sallyport/core';
import { KEY_BYTES, sipHash } from './sip-hash.ts';

/**
 * A new secret for a subject: 16 bytes from the platform's cryptographic generator. Keep it, as secret as the data, where
 * surrogates and dates are to stay the same from one text to another; there is no way back to it from them.
 */
export function randomSubject(): Uint8Array<ArrayBuffer> {
  return crypto.getRandomValues(new Uint8Array(KEY_BYTES));
}

/**
 * The key of a subject's secret: 16 bytes as they are, more folded into 16. Throws `config_invalid` for fewer, which could
 * be guessed.
 */
export function subjectKey(secret: Uint8Array): Uint8Array {
  if (secret.length < KEY_BYTES) throw new SallyportError('config_invalid');
  if (secret.length === KEY_BYTES) return secret.slice();
  return new Uint8Array(Uint32Array.from(sipHash(secret.subarray(0, KEY_BYTES), secret)).buffer);
}
