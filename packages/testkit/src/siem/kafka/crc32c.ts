/** Castagnoli's polynomial, reflected: RFC 3720 §12.1. */
const POLYNOMIAL = 0x82f6_3b78;

/** The CRC-32C of bytes, bit by bit. */
export function crc32c(bytes: Uint8Array): number {
  let sum = 0xffff_ffff;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit++) sum = sum & 1 ? (sum >>> 1) ^ POLYNOMIAL : sum >>> 1;
  }
  return (sum ^ 0xffff_ffff) >>> 0;
}
