import { type KeyObject, sign, verify } from 'node:crypto';

/** A signature, and the key that it should be of. */
export interface Claim {
  readonly key: KeyObject;
  /** Of ECDSA in DER, which node:crypto reads fastest. */
  readonly signature: Uint8Array;
}

/** Makes and checks signatures, ECDSA with SHA-256 in DER and Ed25519, by the kind of the key. Rejects when a key cannot. */
export interface Signatures {
  sign(data: Uint8Array, key: KeyObject): Promise<Uint8Array>;
  verify(data: Uint8Array, claim: Claim): Promise<boolean>;
}

/** Signatures by node:crypto, made where they are asked for. */
export const PROMPT_SIGNATURES: Signatures = Object.freeze({
  sign: async (data: Uint8Array, key: KeyObject) => sign(digestOf(key), data, key),
  verify: async (data: Uint8Array, { key, signature }: Claim) => verify(digestOf(key), data, key, signature),
});

/** Chooses for each signature by whom it is made: where a call is alone, waking another thread takes longer than to sign. */
export function signaturesBy(choose: () => Signatures): Signatures {
  return Object.freeze({
    sign: (data: Uint8Array, key: KeyObject) => choose().sign(data, key),
    verify: (data: Uint8Array, claim: Claim) => choose().verify(data, claim),
  });
}

/** Ed25519 hashes by itself, RFC 8032 §5.1. */
function digestOf({ asymmetricKeyType }: KeyObject): 'sha256' | null {
  return asymmetricKeyType === 'ed25519' ? null : 'sha256';
}
