import type { Digested } from './recording-digest.ts';

/** The most bytes of a segment, a compact JWE: 256 KiB. */
export const SEGMENT_BYTES = 262_144;

/** The most bytes of lines in a segment: so many that a segment keeps its bound when they cannot be compressed. */
export const LINES_BYTES = 188_416;

/** A piece of a recording as it is stored: whole lines of NDJSON, gzip (RFC 1952), and a compact JWE (RFC 7516) with `dir` and `A256GCM`. */
export interface Segment {
  /** From 0. */
  readonly index: number;
  readonly jwe: Uint8Array;
  readonly last: boolean;
}

/** Where segments go, with the digest of the recording so far. Resolves once the segment is durable. What it raises ends the recording. */
export interface SegmentSink {
  write(segment: Segment, digested: Digested): Promise<void>;
}
