import { SallyportError, toHex, utf8 } from '@sallyport/core';
import { fromBase64, toBase64 } from '../encoding/base64.ts';
import { joinBytes, sameBytes } from '../encoding/bytes.ts';
import { DEFAULT_HASHER } from '../hash/default-hasher.ts';

/** A public key that verifies notes, C2SP signed-note. */
export interface VerifierKey {
  readonly name: string;
  /** Four bytes. */
  readonly keyId: Uint8Array;
  /** Ed25519, 32 bytes. */
  readonly publicKey: Uint8Array;
}

const ED25519 = 0x01;
const PUBLIC_KEY_BYTES = 32;
const GRAMMAR = /^([^+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/]+=*)$/;
const UNFIT_IN_NAME = /[\s+\p{Cc}\p{Cs}]/u;

/**
 * The id of a note key: the first four bytes of `SHA-256(name ‖ "\n" ‖ 0x01 ‖ public key)`, C2SP signed-note.
 * Throws `SallyportError('config_invalid')` for a name with white space or a plus, or a key that is not 32 bytes.
 */
export function noteKeyId(name: string, publicKey: Uint8Array): Uint8Array {
  if (!isKeyName(name) || publicKey.length !== PUBLIC_KEY_BYTES) throw new SallyportError('config_invalid');
  return DEFAULT_HASHER.sha256(joinBytes([utf8(`${name}\n`), Uint8Array.of(ED25519), publicKey])).slice(0, 4);
}

/**
 * Writes a public key as a verifier key: `name+hex of key id+base64 of (0x01 ‖ public key)`.
 * Throws `SallyportError('config_invalid')` as `noteKeyId` does.
 */
export function encodeVerifierKey(name: string, publicKey: Uint8Array): string {
  const key = toBase64(joinBytes([Uint8Array.of(ED25519), publicKey]));
  return `${name}+${toHex(noteKeyId(name, publicKey))}+${key}`;
}

/** Reads a verifier key back. Throws `SallyportError('config_invalid')` unless `encodeVerifierKey` would have written it so. */
export function decodeVerifierKey(text: string): VerifierKey {
  const [, name = '', id, key = ''] = GRAMMAR.exec(text) ?? [];
  const typed = fromBase64(key);
  if (typed?.[0] !== ED25519) throw new SallyportError('config_invalid');
  const publicKey = typed.slice(1);
  const keyId = noteKeyId(name, publicKey);
  if (toHex(keyId) !== id) throw new SallyportError('config_invalid');
  return Object.freeze({ name, keyId, publicKey });
}

/** Tells whether text can name a note key: not empty, without white space, control characters or a plus. C2SP signed-note. */
export function isKeyName(name: string): boolean {
  return name !== '' && !UNFIT_IN_NAME.test(name);
}

/** Tells whether a name and key id are those of this key. */
export function isKeyOf(key: VerifierKey, signature: { readonly name: string; readonly keyId: Uint8Array }): boolean {
  return key.name === signature.name && sameBytes(key.keyId, signature.keyId);
}
