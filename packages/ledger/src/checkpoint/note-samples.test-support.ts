import { SallyportError } from '@sallyport/core';
import { webCryptoWitnessSigner } from '../cosignature/web-crypto-witness-signer.ts';
import { type WebCryptoNoteSigner, webCryptoNoteSigner } from './web-crypto-note-signer.ts';

/** For tests: a signer of notes with a key of its own. */
export async function sampleNoteSigner(name: string): Promise<WebCryptoNoteSigner> {
  const pair = await crypto.subtle.generateKey('Ed25519', true, ['sign', 'verify']);
  if (!('privateKey' in pair)) throw new SallyportError('internal');
  return webCryptoNoteSigner(name, await crypto.subtle.exportKey('jwk', pair.privateKey));
}

/** For tests: a signer of cosignatures with a key of its own. */
export async function sampleWitnessSigner(name: string): Promise<WebCryptoNoteSigner> {
  const pair = await crypto.subtle.generateKey('Ed25519', true, ['sign', 'verify']);
  if (!('privateKey' in pair)) throw new SallyportError('internal');
  return webCryptoWitnessSigner(name, await crypto.subtle.exportKey('jwk', pair.privateKey));
}
