/** Length of a SHA-256 hash, in bytes. */
export const HASH_BYTES = 32;

/** Computes SHA-256, synchronously: trees need it many times in a row. */
export interface Hasher {
  /** The SHA-256 of `data`, 32 bytes, in memory of its own. */
  sha256(data: Uint8Array): Uint8Array;
}
