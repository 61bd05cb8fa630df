import { utf8 } from '@sallyport/core';

/** The bytes that a witness signs: C2SP tlog-cosignature, "Ed25519 signed message". `time` is in seconds since 1970. */
export function cosignedMessage(checkpointText: string, time: number): Uint8Array<ArrayBuffer> {
  return utf8(`cosignature/v1\ntime ${time}\n${checkpointText}`);
}
