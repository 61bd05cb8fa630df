import { createCipheriv, createDecipheriv, type KeyObject, randomBytes } from 'node:crypto';
import { SallyportError } from '@sallyport/core';

const IV_BYTES = 12;
const TAG_BYTES = 16;

/** What goes through the cipher, and what is authenticated with it. */
export interface CipherInput {
  readonly bytes: Uint8Array;
  readonly context: Uint8Array;
}

/** Encrypts by AES-256-GCM (NIST SP 800-38D) under a random 96-bit IV: `IV ‖ ciphertext ‖ tag`. A `KeyObject` that serves often is several times faster. */
export function encrypt(key: Uint8Array | KeyObject, { bytes, context }: CipherInput): Uint8Array {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(context);
  return Buffer.concat([iv, cipher.update(bytes), cipher.final(), cipher.getAuthTag()]);
}

/** Decrypts what `encrypt` gave. Raises `secret_unsealed` when key, bytes or context are not the same. */
export function decrypt(key: Uint8Array | KeyObject, { bytes, context }: CipherInput): Uint8Array {
  if (bytes.length < IV_BYTES + TAG_BYTES) throw new SallyportError('secret_unsealed');
  const end = bytes.length - TAG_BYTES;
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, IV_BYTES), { authTagLength: TAG_BYTES });
  decipher.setAAD(context).setAuthTag(bytes.subarray(end));
  try {
    return Buffer.concat([decipher.update(bytes.subarray(IV_BYTES, end)), decipher.final()]);
  } catch {
    throw new SallyportError('secret_unsealed');
  }
}
