import type { SessionMark } from './ledger.ts';

/** An event ready to be recorded: signed and hashed. */
export interface Entry {
  readonly eventId: string;
  readonly kid: string;
  readonly leaf: Uint8Array;
  readonly leafHash: Uint8Array;
  /** Milliseconds since the epoch. */
  readonly time: number;
  readonly session?: { readonly id: string; readonly mark: SessionMark };
}

/** What became of an entry: where it stands, or that it was refused. */
export type Settlement = { readonly index: number } | { readonly refused: true };

/**
 * Tells whether two leaves are one event: all but the signature is the same. ECDSA signs the same bytes differently each time, so an
 * event that is appended again after a failure has another signature.
 */
export function sameEvent(a: Uint8Array, b: Uint8Array): boolean {
  return signedPart(a).equals(signedPart(b));
}

/** All of a compact JWS up to its last dot: RFC 7515 §5.1. */
function signedPart(leaf: Uint8Array): Buffer {
  const bytes = Buffer.from(leaf.buffer, leaf.byteOffset, leaf.byteLength);
  return bytes.subarray(0, Math.max(0, bytes.lastIndexOf(0x2e)));
}
