import { fromUtf8, SallyportError, utf8 } from '@sallyport/core';
import { crc32 } from './crc32.ts';

/**
 * One message of `application/vnd.amazon.eventstream` (smithy.io, "Amazon Event Stream Specification"): lengths of all and of the headers and a
 * checksum of those, headers, payload, and a checksum of all before it. Numbers are big-endian.
 */
export interface Frame {
  /** In their order; no name twice. Values of any kind but strings are not read. */
  readonly headers: ReadonlyMap<string, string>;
  readonly payload: Uint8Array;
}

/** The bytes of a frame before its headers: two lengths and their checksum. */
export const PRELUDE_BYTES = 12;
const CHECKSUM_BYTES = 4;
/** The bytes of a frame with neither headers nor payload. */
export const LEAST_FRAME_BYTES = PRELUDE_BYTES + CHECKSUM_BYTES;
/** The kind of a header's value that is a string. */
const STRING = 7;

/** Reads a whole frame. Throws `upstream_invalid` of one that is cut, that a checksum belies, or whose headers are not strings with names of their own. */
export function readFrame(bytes: Uint8Array): Frame {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const behind = bytes.length - CHECKSUM_BYTES;
  if (bytes.length < LEAST_FRAME_BYTES || view.getUint32(0) !== bytes.length) throw invalid();
  if (view.getUint32(8) !== crc32(bytes.subarray(0, 8))) throw invalid();
  if (view.getUint32(behind) !== crc32(bytes.subarray(0, behind))) throw invalid();
  const payload = PRELUDE_BYTES + view.getUint32(4);
  if (payload > behind) throw invalid();
  return { headers: readHeaders(bytes.subarray(PRELUDE_BYTES, payload)), payload: bytes.subarray(payload, behind) };
}

/** Writes a frame. */
export function writeFrame({ headers, payload }: Frame): Uint8Array {
  const written = [...headers].map(([name, value]) => ({ name: utf8(name), value: utf8(value) }));
  const headersLength = written.reduce((sum, { name, value }) => sum + 4 + name.length + value.length, 0);
  const bytes = new Uint8Array(LEAST_FRAME_BYTES + headersLength + payload.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, bytes.length);
  view.setUint32(4, headersLength);
  view.setUint32(8, crc32(bytes.subarray(0, 8)));
  let at = PRELUDE_BYTES;
  for (const { name, value } of written) {
    view.setUint8(at, name.length);
    bytes.set(name, at + 1);
    at += 1 + name.length;
    view.setUint8(at, STRING);
    view.setUint16(at + 1, value.length);
    bytes.set(value, at + 3);
    at += 3 + value.length;
  }
  bytes.set(payload, at);
  view.setUint32(bytes.length - CHECKSUM_BYTES, crc32(bytes.subarray(0, -CHECKSUM_BYTES)));
  return bytes;
}

function readHeaders(bytes: Uint8Array): ReadonlyMap<string, string> {
  const headers = new Map<string, string>();
  let at = 0;
  const take = (length: number): Uint8Array => {
    if (at + length > bytes.length) throw invalid();
    at += length;
    return bytes.subarray(at - length, at);
  };
  while (at < bytes.length) {
    const [nameLength = 0] = take(1);
    const name = text(take(nameLength));
    const [kind, high = 0, low = 0] = take(3);
    if (kind !== STRING || headers.has(name)) throw invalid();
    headers.set(name, text(take(high * 256 + low)));
  }
  return headers;
}

function text(bytes: Uint8Array): string {
  try {
    return fromUtf8(bytes);
  } catch {
    throw invalid();
  }
}

function invalid(): SallyportError {
  return new SallyportError('upstream_invalid');
}
