import { SIGNATURE_TYPES } from '../checkpoint/typed-key.ts';
import { type WebCryptoNoteSigner, webCryptoTypedSigner } from '../checkpoint/web-crypto-note-signer.ts';

/**
 * A signer of cosignatures by WebCrypto, from a private Ed25519 JWK (RFC 8037: `kty` OKP, with `x` and `d`): for `cosign`.
 * Rejects with `SallyportError('config_invalid')` when the JWK is not one, or the name cannot be a key's.
 */
export function webCryptoWitnessSigner(name: string, privateKey: JsonWebKey): Promise<WebCryptoNoteSigner> {
  return webCryptoTypedSigner(privateKey, { name, type: SIGNATURE_TYPES.cosignature });
}
