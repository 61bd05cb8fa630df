import { SallyportError } from '@sallyport/core';

/**
 * Rewrites an ECDSA P-256 signature from DER, as node:crypto gives it fastest, to the `r ‖ s` of RFC 7518 §3.4: 64 bytes.
 * Raises `internal` for anything that is not such a signature.
 */
export function ecdsaRawFromDer(der: Uint8Array): Uint8Array {
  const raw = new Uint8Array(64);
  // SEQUENCE (30) of two INTEGERs (02), none long enough for a long-form length.
  if (der[0] !== 0x30 || der[1] !== der.length - 2) throw new SallyportError('internal');
  const next = copyInteger(der, { at: 2, target: raw.subarray(0, 32) });
  if (copyInteger(der, { at: next, target: raw.subarray(32) }) !== der.length) throw new SallyportError('internal');
  return raw;
}

/** An INTEGER is as short as it can be, and has a zero in front where its first bit is set. */
function copyInteger(der: Uint8Array, { at, target }: { readonly at: number; readonly target: Uint8Array }): number {
  const length = der[at + 1] ?? 0;
  const end = at + 2 + length;
  const start = der[at + 2] === 0 ? at + 3 : at + 2;
  if (der[at] !== 0x02 || end > der.length || end - start > target.length) throw new SallyportError('internal');
  target.set(der.subarray(start, end), target.length - (end - start));
  return end;
}
