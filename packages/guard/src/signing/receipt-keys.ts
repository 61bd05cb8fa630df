import { createPublicKey, verify } from 'node:crypto';
import { type EventPublicKey, SallyportError } from '@sallyport/core';
import { type Es256Verifier, ecdsaDerFromRaw, type JwsKeys, readEventKey } from '@sallyport/ledger';

/**
 * Makes keys ready to verify receipts on the spot: a thread would have to be woken for each, which takes longer. Each stands under its own
 * thumbprint. Rejects with `SallyportError('config_invalid')` when one is not a point of P-256.
 */
export async function receiptKeys(keys: readonly EventPublicKey[]): Promise<JwsKeys> {
  return new Map(await Promise.all(keys.map(async (key) => verifierOf(await readEventKey(key)))));
}

function verifierOf({ kid, ...point }: EventPublicKey): readonly [string, Es256Verifier] {
  try {
    const key = createPublicKey({ key: point, format: 'jwk' });
    return [
      kid,
      Object.freeze({
        verify: (signed: Uint8Array, signature: Uint8Array) => {
          // DER, because node:crypto takes twice as long to read the other form.
          const der = ecdsaDerFromRaw(signature);
          return der !== undefined && verify('sha256', signed, key, der);
        },
      }),
    ];
  } catch {
    throw new SallyportError('config_invalid');
  }
}
