import {
  decodeTypedKey,
  encodeTypedKey,
  type PublicKey,
  SIGNATURE_TYPES,
  typedKeyId,
} from '../checkpoint/typed-key.ts';

/** The public key of a witness: Ed25519, of which only cosignatures are taken. C2SP tlog-cosignature. */
export type WitnessKey = PublicKey;

/**
 * The id of a witness's key: the first four bytes of `SHA-256(name ‖ "\n" ‖ 0x04 ‖ public key)`, C2SP tlog-cosignature.
 * Throws `SallyportError('config_invalid')` for a name with white space or a plus, or a key that is not 32 bytes.
 */
export function witnessKeyId(name: string, publicKey: Uint8Array): Uint8Array {
  return typedKeyId({ name, type: SIGNATURE_TYPES.cosignature, publicKey });
}

/**
 * Writes a witness's key as `name+hex of key id+base64 of (0x04 ‖ public key)`.
 * Throws `SallyportError('config_invalid')` as `witnessKeyId` does.
 */
export function encodeWitnessKey(name: string, publicKey: Uint8Array): string {
  return encodeTypedKey({ name, type: SIGNATURE_TYPES.cosignature, publicKey });
}

/** Reads a witness's key back. Throws `SallyportError('config_invalid')` unless `encodeWitnessKey` would have written it so. */
export function decodeWitnessKey(text: string): WitnessKey {
  return decodeTypedKey(text, SIGNATURE_TYPES.cosignature);
}
