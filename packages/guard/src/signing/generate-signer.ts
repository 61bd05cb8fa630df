import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import type { EventPublicKey } from '@sallyport/core';
import { ecdsaRawFromDer, type KeyedEventSigner } from '@sallyport/ledger';

/**
 * Makes a P-256 key and a signer with it. The private key stays in this process's memory: nothing here exports it, and nothing
 * keeps it longer than the signer.
 */
export function generateSigner(): KeyedEventSigner {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
  const key: EventPublicKey = Object.freeze({ kty: 'EC', crv: 'P-256', x, y, kid: thumbprint(x, y) });
  return Object.freeze({
    kid: key.kid,
    publicKey: key,
    // DER, because node:crypto takes twice as long to give the other form.
    sign: async (data: Uint8Array) => ecdsaRawFromDer(sign('sha256', data, privateKey)),
  });
}

/** RFC 7638 §3.2: the required members in the order of their names, without white space. */
function thumbprint(x: string, y: string): string {
  return createHash('sha256')
    .update(JSON.stringify({ crv: 'P-256', kty: 'EC', x, y }))
    .digest('base64url');
}
