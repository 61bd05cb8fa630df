import { fromBase64url, SallyportError } from '@sallyport/core';
import type { NoteSigner } from './note-signer.ts';
import { encodeTypedKey, SIGNATURE_TYPES, type TypedKey, typedKeyId } from './typed-key.ts';

/** A `NoteSigner` that knows its own verifier key. */
export interface WebCryptoNoteSigner extends NoteSigner {
  /** What others verify with: `name+hex+base64`. */
  readonly verifierKey: string;
}

/**
 * A signer of notes by WebCrypto, from a private Ed25519 JWK (RFC 8037: `kty` OKP, with `x` and `d`).
 * Rejects with `SallyportError('config_invalid')` when the JWK is not one, or the name cannot be a key's.
 */
export function webCryptoNoteSigner(name: string, privateKey: JsonWebKey): Promise<WebCryptoNoteSigner> {
  return webCryptoTypedSigner(privateKey, { name, type: SIGNATURE_TYPES.note });
}

/** As `webCryptoNoteSigner`, for a key of either type. */
export async function webCryptoTypedSigner(
  privateKey: JsonWebKey,
  { name, type }: Pick<TypedKey, 'name' | 'type'>,
): Promise<WebCryptoNoteSigner> {
  const typed = { name, type, publicKey: fromBase64url(privateKey.x ?? '') ?? new Uint8Array() };
  const keyId = typedKeyId(typed);
  const key = await importPrivateKey(privateKey);
  return Object.freeze({
    name,
    keyId,
    verifierKey: encodeTypedKey(typed),
    sign: async (data: Uint8Array) => new Uint8Array(await crypto.subtle.sign('Ed25519', key, new Uint8Array(data))),
  });
}

async function importPrivateKey({ kty = '', crv = '', x = '', d = '' }: JsonWebKey): Promise<CryptoKey> {
  try {
    return await crypto.subtle.importKey('jwk', { kty, crv, x, d }, 'Ed25519', false, ['sign']);
  } catch {
    throw new SallyportError('config_invalid');
  }
}
