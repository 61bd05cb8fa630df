import { createPrivateKey, createPublicKey } from 'node:crypto';
import { calculateJwkThumbprint } from 'jose';
import { loadSigningKey, type SigningKeyOptions } from '../secrets/load-signing-key.ts';
import type { FederationKey } from './federation-issuer.ts';

/** Loads the key that signs federation tokens, making it first when there is none. Raises as `loadSigningKey` does. */
export async function loadFederationKey(from: Omit<SigningKeyOptions, 'purpose'>): Promise<FederationKey> {
  const pkcs8 = await loadSigningKey({ ...from, purpose: 'federation' });
  const privateKey = createPrivateKey({ key: Buffer.from(pkcs8), format: 'der', type: 'pkcs8' });
  const kid = await calculateJwkThumbprint(createPublicKey(privateKey).export({ format: 'jwk' }));
  return Object.freeze({ kid, privateKey });
}
