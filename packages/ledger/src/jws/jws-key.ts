/** Verifies the ES256 signatures of one key, at once. Where `node:crypto` is at hand, one made of it costs less than WebCrypto, which hands over to a thread. */
export interface Es256Verifier {
  /** @param signature - `r ‖ s`, RFC 7518 §3.4 */
  verify(signed: Uint8Array, signature: Uint8Array): boolean;
}

/** A key of P-256, as WebCrypto has it or ready to verify at once. */
export type JwsKey = CryptoKey | Es256Verifier;

/** Keys ready to verify, by `kid`. */
export type JwsKeys = ReadonlyMap<string, JwsKey>;
