import { type AuditorKey, fromBase64url, toHex } from '@sallyport/core';

/** P-256: its prime, and the b of y² = x³ − 3x + b. SEC 2 §2.4.2, NIST SP 800-186 §3.2.1.3. */
const P = 0xffffffff00000001000000000000000000000000ffffffffffffffffffffffffn;
const B = 0x5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604bn;

/** Tells whether coordinates are those of a point on P-256: only then are they somebody's key. */
export function isOnCurve(key: Pick<AuditorKey, 'x' | 'y'>): boolean {
  const [x, y] = [numberOf(key.x), numberOf(key.y)];
  if (x === undefined || y === undefined) return false;
  return (y * y - (x * x * x - 3n * x + B)) % P === 0n;
}

function numberOf(coordinate: string): bigint | undefined {
  const bytes = fromBase64url(coordinate);
  if (bytes?.length !== 32) return undefined;
  const number = BigInt(`0x${toHex(bytes)}`);
  return number < P ? number : undefined;
}
