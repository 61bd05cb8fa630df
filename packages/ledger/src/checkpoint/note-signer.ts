/** Signs notes with one Ed25519 key under one name: C2SP signed-note. */
export interface NoteSigner {
  /** The key's name. That of a log is the log's origin. */
  readonly name: string;
  /** The four bytes of `noteKeyId(name, publicKey)`. */
  readonly keyId: Uint8Array;
  /** The Ed25519 signature of `data`, RFC 8032: 64 bytes. */
  sign(data: Uint8Array): Promise<Uint8Array>;
}
