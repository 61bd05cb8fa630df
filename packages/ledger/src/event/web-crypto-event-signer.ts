import { type EventPublicKey, SallyportError } from '@sallyport/core';
import { readEventKey } from './event-key.ts';
import type { KeyedEventSigner } from './event-signer.ts';

/**
 * A signer of events by WebCrypto, from a private P-256 JWK (RFC 7518 §6.2: `kty` EC, with `x`, `y` and `d`).
 * Rejects with `SallyportError('config_invalid')` when the JWK is not one.
 */
export async function webCryptoEventSigner(privateKey: JsonWebKey): Promise<KeyedEventSigner> {
  const { kty, crv, x, y, d = '' } = privateKey;
  const publicKey = await readEventKey({ kty, crv, x, y });
  const key = await importPrivateKey(publicKey, d);
  return Object.freeze({
    kid: publicKey.kid,
    publicKey,
    sign: async (data: Uint8Array) =>
      new Uint8Array(await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, key, new Uint8Array(data))),
  });
}

async function importPrivateKey({ kty, crv, x, y }: EventPublicKey, d: string): Promise<CryptoKey> {
  const curve = { name: 'ECDSA', namedCurve: 'P-256' };
  try {
    return await crypto.subtle.importKey('jwk', { kty, crv, x, y, d }, curve, false, ['sign']);
  } catch {
    throw new SallyportError('config_invalid');
  }
}
