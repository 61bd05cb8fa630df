import { createHash, generateKeyPairSync, type JsonWebKey, randomUUID } from 'node:crypto';
import { SallyportError } from '@sallyport/core';
import { signProof, webCryptoEventSigner } from '@sallyport/ledger';

/** A P-256 key that proves its possession, RFC 9449. */
export interface ProofKey {
  /** The private key, RFC 7517: to be kept where nobody else reads it. */
  readonly jwk: JsonWebKey;
  /** The `DPoP` header of a request, which goes with the token if there is one. */
  prove(request: ProvenRequest): Promise<string>;
}

/** A request to prove. */
export interface ProvenRequest {
  readonly method: string;
  readonly url: string;
  readonly token?: string;
  /** One that the companion gave, RFC 9449 §8. */
  readonly nonce?: string;
}

/** A new key. */
export function newProofKey(): Promise<ProofKey> {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return proofKey(privateKey.export({ format: 'jwk' }));
}

/** A key that was kept. Raises `file_unreadable` when it is none. */
export async function proofKey(jwk: JsonWebKey): Promise<ProofKey> {
  const signer = await webCryptoEventSigner(jwk).catch(() => undefined);
  if (signer === undefined) throw new SallyportError('file_unreadable');
  return {
    jwk,
    prove: ({ method, url, token, nonce }) => {
      // RFC 9449 §4.2
      const ath = token === undefined ? {} : { ath: createHash('sha256').update(token).digest('base64url') };
      const iat = Math.floor(Date.now() / 1000);
      return signProof(
        { jti: randomUUID(), htm: method, htu: url, iat, ...ath, ...(nonce === undefined ? {} : { nonce }) },
        signer,
      );
    },
  };
}
