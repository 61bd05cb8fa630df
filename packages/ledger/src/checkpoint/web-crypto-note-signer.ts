import { fromBase64url, SallyportError } from '@sallyport/core';
import type { NoteSigner } from './note-signer.ts';
import { encodeVerifierKey, noteKeyId } from './verifier-key.ts';

/** A `NoteSigner` that knows its own verifier key. */
export interface WebCryptoNoteSigner extends NoteSigner {
  /** What others verify with: `name+hex+base64`. */
  readonly verifierKey: string;
}

/**
 * A signer of notes by WebCrypto, from a private Ed25519 JWK (RFC 8037: `kty` OKP, with `x` and `d`).
 * Rejects with `SallyportError('config_invalid')` when the JWK is not one, or the name cannot be a key's.
 */
export async function webCryptoNoteSigner(name: string, privateKey: JsonWebKey): Promise<WebCryptoNoteSigner> {
  const publicKey = fromBase64url(privateKey.x ?? '') ?? new Uint8Array();
  const keyId = noteKeyId(name, publicKey);
  const key = await importPrivateKey(privateKey);
  return Object.freeze({
    name,
    keyId,
    verifierKey: encodeVerifierKey(name, publicKey),
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
