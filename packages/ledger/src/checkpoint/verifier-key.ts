import { sameBytes } from '../encoding/bytes.ts';
import { decodeTypedKey, encodeTypedKey, type PublicKey, SIGNATURE_TYPES, typedKeyId } from './typed-key.ts';

/** A public key that verifies notes, C2SP signed-note. */
export type VerifierKey = PublicKey;

/**
 * The id of a note key: the first four bytes of `SHA-256(name ‖ "\n" ‖ 0x01 ‖ public key)`, C2SP signed-note.
 * Throws `SallyportError('config_invalid')` for a name with white space or a plus, or a key that is not 32 bytes.
 */
export function noteKeyId(name: string, publicKey: Uint8Array): Uint8Array {
  return typedKeyId({ name, type: SIGNATURE_TYPES.note, publicKey });
}

/**
 * Writes a public key as a verifier key: `name+hex of key id+base64 of (0x01 ‖ public key)`.
 * Throws `SallyportError('config_invalid')` as `noteKeyId` does.
 */
export function encodeVerifierKey(name: string, publicKey: Uint8Array): string {
  return encodeTypedKey({ name, type: SIGNATURE_TYPES.note, publicKey });
}

/** Reads a verifier key back. Throws `SallyportError('config_invalid')` unless `encodeVerifierKey` would have written it so. */
export function decodeVerifierKey(text: string): VerifierKey {
  return decodeTypedKey(text, SIGNATURE_TYPES.note);
}

/** Tells whether a name and key id are those of this key. */
export function isKeyOf(key: PublicKey, signature: { readonly name: string; readonly keyId: Uint8Array }): boolean {
  return key.name === signature.name && sameBytes(key.keyId, signature.keyId);
}
