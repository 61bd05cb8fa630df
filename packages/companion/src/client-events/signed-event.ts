import { ecdsaDerFromRaw, MAX_LEAF_BYTES } from '@sallyport/ledger';

/** A compact JWS taken apart (RFC 7515 §7.1), nothing of it verified. */
export interface SignedEvent {
  /** The encoded header. */
  readonly header: string;
  readonly payload: Uint8Array;
  /** All of it: what becomes the leaf. */
  readonly leaf: Uint8Array;
  /** What was signed, RFC 7515 §5.1. */
  readonly input: Uint8Array;
  /** In DER, as node:crypto verifies it fastest. */
  readonly signature: Uint8Array;
}

/**
 * Takes a compact JWS apart. Strict: three parts, each in canonical base64url, so that one event has one encoding; a signature of 64
 * bytes; at most 65,535 bytes in all. Anything else gives `undefined`.
 */
export function takeApart(text: string): SignedEvent | undefined {
  const first = text.indexOf('.');
  const last = text.lastIndexOf('.');
  if (text.length > MAX_LEAF_BYTES || first < 0 || text.indexOf('.', first + 1) !== last) return undefined;
  const header = text.slice(0, first);
  const payload = decodeStrictly(text.slice(first + 1, last));
  const raw = decodeStrictly(text.slice(last + 1));
  const signature = raw && ecdsaDerFromRaw(raw);
  if (payload === undefined || signature === undefined || decodeStrictly(header) === undefined) return undefined;
  const leaf = Buffer.from(text, 'latin1');
  return { header, payload, leaf, input: leaf.subarray(0, last), signature };
}

/** Canonical base64url, RFC 4648 §5. `Buffer` passes over what is not; writing it again tells. */
export function decodeStrictly(part: string): Buffer | undefined {
  const bytes = Buffer.from(part, 'base64url');
  return bytes.toString('base64url') === part ? bytes : undefined;
}
