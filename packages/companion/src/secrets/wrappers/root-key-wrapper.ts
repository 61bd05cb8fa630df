import { createSecretKey, hkdfSync, type KeyObject } from 'node:crypto';
import { SallyportError, toBase64url } from '@sallyport/core';
import { decrypt, encrypt } from '../aes-gcm.ts';
import type { KeyWrapper } from '../key-wrapper.ts';

const ROOT_KEY_BYTES = 32;
const CANONICAL_BASE64 = /^[A-Za-z0-9+/]{43}=$/;

/**
 * A wrapper around a root key in memory, given as the base64 of 32 bytes (RFC 4648 §4): the content of a file or of an environment variable.
 * White space around it is ignored. What is decoded of it is zeroed once the wrapping key is derived; `text` itself cannot be. Raises
 * `config_invalid` when it is anything else, with `place` calling it `name`.
 */
export function rootKeyWrapper(text: string, name = 'root key'): KeyWrapper {
  const encoded = text.trim();
  const root = Buffer.from(encoded, 'base64');
  if (!CANONICAL_BASE64.test(encoded) || root.toString('base64') !== encoded) {
    throw new SallyportError('config_invalid', { place: `${name} must hold the base64 of 32 bytes` });
  }
  const wrappingKey = wrappingKeyOf(root);
  const keyId = toBase64url(derive(root, { purpose: 'sallyport root key: id', length: 12 }));
  root.fill(0);
  return Object.freeze({
    keyId,
    wrap: async (dataKey: Uint8Array, context: Uint8Array) => encrypt(wrappingKey, { bytes: dataKey, context }),
    unwrap: async (wrapped: Uint8Array, context: Uint8Array) => decrypt(wrappingKey, { bytes: wrapped, context }),
  });
}

function wrappingKeyOf(root: Uint8Array): KeyObject {
  const bytes = derive(root, { purpose: 'sallyport root key: wrap', length: ROOT_KEY_BYTES });
  const key = createSecretKey(bytes);
  bytes.fill(0);
  return key;
}

/** HKDF, RFC 5869: the id then tells nothing about the key that wraps. */
function derive(
  root: Uint8Array,
  { purpose, length }: { readonly purpose: string; readonly length: number },
): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', root, new Uint8Array(), purpose, length));
}
