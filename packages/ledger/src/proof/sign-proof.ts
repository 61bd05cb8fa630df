import { SallyportError, toBase64url, utf8 } from '@sallyport/core';
import type { KeyedEventSigner } from '../event/event-signer.ts';
import { signingInput } from '../jws/compact-jws.ts';
import { intentClaim } from './client-intent.ts';
import { MAX_PROOF_BYTES, PROOF_TYPE, type ProofClaims } from './proof.ts';

/** Signs a DPoP proof, RFC 9449 §4.2. Rejects with `SallyportError('internal')` when it would have over 4 KiB. */
export async function signProof({ intent, ...claims }: ProofClaims, signer: KeyedEventSigner): Promise<string> {
  const { kty, crv, x, y } = signer.publicKey;
  const header = { typ: PROOF_TYPE, alg: 'ES256', jwk: { kty, crv, x, y } };
  const payload = intent === undefined ? claims : { ...claims, sallyport: intentClaim(intent) };
  const input = signingInput(header, utf8(JSON.stringify(payload)));
  const proof = `${input}.${toBase64url(await signer.sign(utf8(input)))}`;
  if (proof.length > MAX_PROOF_BYTES) throw new SallyportError('internal');
  return proof;
}
