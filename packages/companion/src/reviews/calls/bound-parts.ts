import type { Hmac } from 'node:crypto';

/** Adds a number to a binding: 8 bytes, big-endian. */
export function addNumber(hmac: Hmac, number: number): void {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(BigInt(number));
  hmac.update(bytes);
}

/** Adds bytes to a binding, behind their length. */
export function addPart(hmac: Hmac, bytes: Uint8Array): void {
  addNumber(hmac, bytes.length);
  hmac.update(bytes);
}
