import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

const IV_BYTES = 12;
const TAG_BYTES = 16;

/** The material behind a symmetric key of a cloud: the newest encrypts, and each decrypts what it encrypted. */
export interface BackingKeys {
  encrypt(plain: Uint8Array, context: Uint8Array): Buffer;
  /** `undefined` where no material, or another context, encrypted it. */
  decrypt(blob: Uint8Array, context: Uint8Array): Buffer | undefined;
  rotate(): void;
}

/** Makes a key with its first material. */
export function backingKeys(): BackingKeys {
  const keys = [randomBytes(32)];
  return {
    encrypt: (plain, context) => {
      const iv = randomBytes(IV_BYTES);
      const cipher = createCipheriv('aes-256-gcm', keys.at(-1) ?? randomBytes(32), iv).setAAD(context);
      return Buffer.concat([Buffer.of(keys.length - 1), iv, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
    },
    decrypt: (blob, context) => {
      const key = keys[blob[0] ?? keys.length];
      if (key === undefined || blob.length <= 1 + IV_BYTES + TAG_BYTES) return undefined;
      const decipher = createDecipheriv('aes-256-gcm', key, blob.subarray(1, 1 + IV_BYTES), {
        authTagLength: TAG_BYTES,
      });
      decipher.setAAD(context).setAuthTag(blob.subarray(-TAG_BYTES));
      try {
        return Buffer.concat([decipher.update(blob.subarray(1 + IV_BYTES, -TAG_BYTES)), decipher.final()]);
      } catch {
        return undefined;
      }
    },
    rotate: () => {
      keys.push(randomBytes(32));
    },
  };
}
