import { type KeyObject, sign, verify } from 'node:crypto';

/** Makes and checks signatures, ECDSA with SHA-256 in DER and Ed25519, by the kind of the key. */
export interface Signatures {
  sign(data: Uint8Array, key: KeyObject): Promise<Uint8Array>;
  verify(data: Uint8Array, proof: { readonly key: KeyObject; readonly signature: Uint8Array }): Promise<boolean>;
}

/**
 * Signatures by node:crypto. Where a call is alone it is done at once, because a thread of the pool takes longer to wake than to sign; among
 * others it is done in the pool, so that they need not wait for it, and a second core helps.
 */
export function nodeSignatures(alone: () => boolean): Signatures {
  return Object.freeze({
    sign: async (data: Uint8Array, key: KeyObject) =>
      alone() ? sign(digestOf(key), data, key) : signElsewhere(data, key),
    verify: async (data: Uint8Array, proof: { readonly key: KeyObject; readonly signature: Uint8Array }) =>
      alone() ? verify(digestOf(proof.key), data, proof.key, proof.signature) : verifyElsewhere(data, proof),
  });
}

/** Signatures that are always made at once. */
export const PROMPT_SIGNATURES: Signatures = nodeSignatures(() => true);

/** Signatures that are always made in the thread pool. */
export const POOLED_SIGNATURES: Signatures = nodeSignatures(() => false);

/** Ed25519 hashes by itself, RFC 8032 §5.1. */
function digestOf({ asymmetricKeyType }: KeyObject): 'sha256' | null {
  return asymmetricKeyType === 'ed25519' ? null : 'sha256';
}

function signElsewhere(data: Uint8Array, key: KeyObject): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    sign(digestOf(key), data, key, (error, signature) => (error === null ? resolve(signature) : reject(error)));
  });
}

function verifyElsewhere(
  data: Uint8Array,
  { key, signature }: { readonly key: KeyObject; readonly signature: Uint8Array },
): Promise<boolean> {
  return new Promise((resolve, reject) => {
    verify(digestOf(key), data, key, signature, (error, valid) => (error === null ? resolve(valid) : reject(error)));
  });
}
