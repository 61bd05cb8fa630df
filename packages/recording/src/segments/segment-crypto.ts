import { utf8 } from '@sallyport/core';
import { CompactEncrypt, type CompactJWEHeaderParameters } from 'jose';

/** What a segment is sealed with: the recording's key of 32 bytes, and the protected header of its JWE. */
export interface SegmentSeal {
  readonly key: Uint8Array;
  readonly header: CompactJWEHeaderParameters;
}

/** What seals and digests segments. */
export interface SegmentCrypto {
  /** The compact JWE (RFC 7516 §7.1) of bytes, by `dir` and `A256GCM` under a fresh IV; the header goes in as `JSON.stringify` writes it. */
  seal(bytes: Uint8Array, seal: SegmentSeal): Promise<Uint8Array>;
  sha256(bytes: Uint8Array): Promise<Uint8Array>;
}

/** By WebCrypto, which every runtime has. Where `node:crypto` is at hand, one made of it costs a quarter. */
export const WEB_SEGMENT_CRYPTO: SegmentCrypto = Object.freeze({
  async seal(bytes: Uint8Array, { key, header }: SegmentSeal): Promise<Uint8Array> {
    return utf8(await new CompactEncrypt(bytes).setProtectedHeader(header).encrypt(key));
  },

  async sha256(bytes: Uint8Array): Promise<Uint8Array> {
    return new Uint8Array(await crypto.subtle.digest('SHA-256', bytes as Uint8Array<ArrayBuffer>));
  },
});
