import { createHash } from 'node:crypto';
import { toBase64url, utf8 } from '@sallyport/core';
import { hashLeaf } from '@sallyport/ledger';

/** By OpenSSL, which is several times faster than SHA-256 in JavaScript. */
const HASHER = { sha256: (data: Uint8Array) => createHash('sha256').update(data).digest() };

/** The hash that the log must have of a compact JWS: RFC 6962 §2.1 of its exact bytes, in base64url, as receipts name it. */
export function leafHashOf(jws: string): string {
  return toBase64url(hashLeaf(utf8(jws), HASHER));
}
