import { SallyportError, toHex, utf8 } from '@sallyport/core';
import { fromBase64, toBase64 } from '../encoding/base64.ts';
import { joinBytes } from '../encoding/bytes.ts';
import { DEFAULT_HASHER } from '../hash/default-hasher.ts';
import { isKeyName } from './key-name.ts';

/** The signature types of C2SP signed-note that are spoken here: what an Ed25519 key signs is part of its id. */
export const SIGNATURE_TYPES = Object.freeze({ note: 0x01, cosignature: 0x04 });

/** One of `SIGNATURE_TYPES`, the byte itself. */
export type SignatureType = (typeof SIGNATURE_TYPES)[keyof typeof SIGNATURE_TYPES];

const PUBLIC_KEY_BYTES = 32;
const GRAMMAR = /^([^+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/]+=*)$/;

/** A public key that was read, with its id. */
export interface PublicKey {
  readonly name: string;
  /** Four bytes. */
  readonly keyId: Uint8Array;
  /** Ed25519, 32 bytes. */
  readonly publicKey: Uint8Array;
}

/** What makes a key: its name, what it signs and its 32 bytes. */
export interface TypedKey {
  readonly name: string;
  readonly type: SignatureType;
  readonly publicKey: Uint8Array;
}

/**
 * The id of a key: the first four bytes of `SHA-256(name ‖ "\n" ‖ type ‖ public key)`, C2SP signed-note.
 * Throws `SallyportError('config_invalid')` for a name with white space or a plus, or a key that is not 32 bytes.
 */
export function typedKeyId({ name, type, publicKey }: TypedKey): Uint8Array {
  if (!isKeyName(name) || publicKey.length !== PUBLIC_KEY_BYTES) throw new SallyportError('config_invalid');
  return DEFAULT_HASHER.sha256(joinBytes([utf8(`${name}\n`), Uint8Array.of(type), publicKey])).slice(0, 4);
}

/** Writes a key as `name+hex of key id+base64 of (type ‖ public key)`. Throws as `typedKeyId` does. */
export function encodeTypedKey(key: TypedKey): string {
  const typed = toBase64(joinBytes([Uint8Array.of(key.type), key.publicKey]));
  return `${key.name}+${toHex(typedKeyId(key))}+${typed}`;
}

/** Reads a key of one type back. Throws `SallyportError('config_invalid')` unless `encodeTypedKey` would have written it so. */
export function decodeTypedKey(text: string, type: SignatureType): PublicKey {
  const [, name = '', id, key = ''] = GRAMMAR.exec(text) ?? [];
  const typed = fromBase64(key);
  if (typed?.[0] !== type) throw new SallyportError('config_invalid');
  const publicKey = typed.slice(1);
  const keyId = typedKeyId({ name, type, publicKey });
  if (toHex(keyId) !== id) throw new SallyportError('config_invalid');
  return Object.freeze({ name, keyId, publicKey });
}
