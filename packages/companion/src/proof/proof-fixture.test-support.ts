import { generateKeyPairSync } from 'node:crypto';
import type { ClientIntent } from '@sallyport/core';
import { type KeyedEventSigner, type ProofClaims, signProof, webCryptoEventSigner } from '@sallyport/ledger';

/** For tests: a client's key. */
export function clientSigner(): Promise<KeyedEventSigner> {
  return webCryptoEventSigner(generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'jwk' }));
}

/** For tests: signs a proof for `POST https://sallyport.example/oauth/token`, made at a time in milliseconds, unless told otherwise. */
export function proofOf(
  signer: KeyedEventSigner,
  { time, ...claims }: Partial<ProofClaims> & { readonly time: number; readonly intent?: ClientIntent },
): Promise<string> {
  return signProof(
    {
      jti: crypto.randomUUID(),
      htm: 'POST',
      htu: 'https://sallyport.example/oauth/token',
      iat: Math.floor(time / 1000),
      ...claims,
    },
    signer,
  );
}
