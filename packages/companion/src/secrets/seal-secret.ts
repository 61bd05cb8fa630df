import { randomBytes } from 'node:crypto';
import { fromUtf8, SallyportError, utf8 } from '@sallyport/core';
import { decrypt, encrypt } from './aes-gcm.ts';
import type { KeyWrapper } from './key-wrapper.ts';

/** A secret as it is stored, JSON in UTF-8; each part base64. */
interface Sealed {
  readonly version: 1;
  readonly keyId: string;
  readonly wrappedKey: string;
  readonly ciphertext: string;
}

/** A secret or a sealed one, and the name it goes by. */
export interface NamedBytes {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/**
 * Seals a secret: AES-256-GCM under a data key of its own, which is wrapped under the root key. Both layers authenticate the
 * secret's name and the root key's id, so a sealed secret cannot be moved to another name.
 */
export async function sealSecret(wrapper: KeyWrapper, { name, bytes }: NamedBytes): Promise<Uint8Array> {
  const context = contextOf(name, wrapper.keyId);
  const dataKey = randomBytes(32);
  try {
    const sealed: Sealed = {
      version: 1,
      keyId: wrapper.keyId,
      wrappedKey: toBase64(await wrapper.wrap(dataKey, context)),
      ciphertext: toBase64(encrypt(dataKey, { bytes, context })),
    };
    return utf8(JSON.stringify(sealed));
  } finally {
    dataKey.fill(0);
  }
}

/**
 * Opens what `sealSecret` gave, under the root key or the one before it. Raises `secret_unsealed` for another name, another root key or
 * changed bytes, and `key_unavailable` when the root key cannot be reached.
 */
export async function openSecret(wrapper: KeyWrapper, { name, bytes }: NamedBytes): Promise<Uint8Array> {
  const { keyId, wrappedKey, ciphertext } = parse(bytes);
  const opener = [wrapper, wrapper.previous].find((one) => one?.keyId === keyId);
  if (opener === undefined) throw new SallyportError('secret_unsealed');
  const context = contextOf(name, keyId);
  const dataKey = await opener.unwrap(Buffer.from(wrappedKey, 'base64'), context);
  try {
    return decrypt(dataKey, { bytes: Buffer.from(ciphertext, 'base64'), context });
  } finally {
    dataKey.fill(0);
  }
}

/** The id of the root key that a sealed secret was sealed under. Raises `secret_unsealed` for bytes that are none. */
export function sealedUnder(bytes: Uint8Array): string {
  return parse(bytes).keyId;
}

function contextOf(name: string, keyId: string): Uint8Array {
  return utf8(JSON.stringify(['sallyport sealed secret 1', name, keyId]));
}

function parse(bytes: Uint8Array): Sealed {
  try {
    const { version, keyId, wrappedKey, ciphertext } = JSON.parse(fromUtf8(bytes)) as Partial<
      Record<keyof Sealed, unknown>
    >;
    if (
      version === 1 &&
      typeof keyId === 'string' &&
      typeof wrappedKey === 'string' &&
      typeof ciphertext === 'string'
    ) {
      return { version, keyId, wrappedKey, ciphertext };
    }
  } catch {
    // Falls through to the same answer, which does not say more.
  }
  throw new SallyportError('secret_unsealed');
}

function toBase64(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
}
