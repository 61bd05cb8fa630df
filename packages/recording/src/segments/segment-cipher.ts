import { asSallyportError, fromBase64url, fromUtf8, SallyportError, toBase64url, utf8 } from '@sallyport/core';
import { compactDecrypt } from 'jose';
import { type Compression, WEB_COMPRESSION } from './compression.ts';
import { LINES_BYTES, SEGMENT_BYTES, type Segment } from './segment.ts';
import { type SegmentCrypto, WEB_SEGMENT_CRYPTO } from './segment-crypto.ts';

/** Bytes of a recording's key. */
export const KEY_BYTES = 32;

const CORRUPT = 'recording_corrupt';
const ALGORITHMS = { keyManagementAlgorithms: ['dir'], contentEncryptionAlgorithms: ['A256GCM'] };

/** Which segment it is. */
type Place = Pick<Segment, 'index' | 'last'>;

/** What a recording's segments are sealed and opened with. */
export interface SegmentCipherOptions {
  /** The session's UUID. */
  readonly id: string;
  /** 32 bytes. */
  readonly key: Uint8Array;
  /** Default: the runtime's compression streams. */
  readonly compression?: Compression;
  /** Default: WebCrypto. */
  readonly segmentCrypto?: SegmentCrypto;
}

/** Seals and opens the segments of one recording: gzip within a compact JWE (RFC 7516 §7.1) that names session, index and whether it is the last. */
export class SegmentCipher {
  readonly #id: string;
  readonly #key: Uint8Array;
  readonly #compression: Compression;
  readonly #crypto: SegmentCrypto;

  constructor({ id, key, compression = WEB_COMPRESSION, segmentCrypto = WEB_SEGMENT_CRYPTO }: SegmentCipherOptions) {
    if (key.length !== KEY_BYTES) throw new SallyportError('internal');
    this.#id = id;
    this.#key = key;
    this.#compression = compression;
    this.#crypto = segmentCrypto;
  }

  /** Seals whole lines, of at most `LINES_BYTES`. */
  async seal(lines: Uint8Array, place: Place): Promise<Segment> {
    const zipped = await this.#compression.gzip(lines);
    return { ...place, jwe: await this.#crypto.seal(zipped, { key: this.#key, header: this.#header(place) }) };
  }

  /**
   * The lines of the segment that stands at this index, and whether it says that it is the last.
   * Raises `recording_corrupt` when it is another, was changed, or was sealed with another key.
   */
  async open(jwe: Uint8Array, index: number): Promise<{ readonly lines: Uint8Array; readonly last: boolean }> {
    try {
      if (jwe.length > SEGMENT_BYTES) throw new SallyportError(CORRUPT);
      const text = fromUtf8(jwe);
      const last = this.#isLast(text, index);
      // What a lenient decoder would pass over, like a trailing bit, is a change too.
      if (!text.split('.').every((part) => fromBase64url(part) !== undefined)) throw new SallyportError(CORRUPT);
      const { plaintext } = await compactDecrypt(text, this.#key, ALGORITHMS);
      return { lines: await this.#compression.gunzip(plaintext, LINES_BYTES), last };
    } catch (error) {
      throw asSallyportError(error, CORRUPT);
    }
  }

  /** The header must be one of the two that it can be, to the byte. */
  #isLast(text: string, index: number): boolean {
    const last = [false, true].find((may) => {
      const header = toBase64url(utf8(JSON.stringify(this.#header({ index, last: may }))));
      return text.startsWith(`${header}..`);
    });
    if (last === undefined) throw new SallyportError(CORRUPT);
    return last;
  }

  #header({ index, last }: Place) {
    return { alg: 'dir', enc: 'A256GCM', typ: 'sallyport-recording+jwe', session: this.#id, index, last };
  }
}
