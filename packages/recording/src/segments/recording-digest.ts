import { joinBytes, toBase64url } from '@sallyport/core';
import { type SegmentCrypto, WEB_SEGMENT_CRYPTO } from './segment-crypto.ts';

/** What a recording is, once it has ended. */
export interface RecordingDigest {
  readonly segments: number;
  /** Bytes of all its segments. */
  readonly size: number;
  /** base64url of 32 bytes: `d(0) = SHA-256(jwe 0)`, `d(i) = SHA-256(d(i-1) ‖ SHA-256(jwe i))`. Empty where there is no segment. */
  readonly digest: string;
}

/** What was digested so far. */
export interface Digested {
  readonly segments: number;
  readonly size: number;
  readonly digest: Uint8Array;
}

/** The digest of no segments. */
export const NOTHING_DIGESTED: Digested = Object.freeze({ segments: 0, size: 0, digest: new Uint8Array(0) });

/** The digest of one segment more. */
export async function digestNext(
  { segments, size, digest }: Digested,
  jwe: Uint8Array,
  { sha256 }: Pick<SegmentCrypto, 'sha256'> = WEB_SEGMENT_CRYPTO,
): Promise<Digested> {
  const own = await sha256(jwe);
  const next = segments === 0 ? own : await sha256(joinBytes([digest, own]));
  return { segments: segments + 1, size: size + jwe.length, digest: next };
}

/** Writes a digest down. */
export function recordingDigestOf({ segments, size, digest }: Digested): RecordingDigest {
  return Object.freeze({ segments, size, digest: toBase64url(digest) });
}

/** The digest of stored segments, in their order. It takes no key: whoever stores them can tell whether they are those that the ledger names. */
export async function recordingDigest(
  segments: AsyncIterable<Uint8Array>,
  digesting?: Pick<SegmentCrypto, 'sha256'>,
): Promise<RecordingDigest> {
  let digested = NOTHING_DIGESTED;
  for await (const jwe of segments) digested = await digestNext(digested, jwe, digesting);
  return recordingDigestOf(digested);
}
