import { SallyportError } from '@sallyport/core';

const HALF = 32;

/**
 * Rewrites an ECDSA P-256 signature from DER, as node:crypto gives it fastest, to the `r ‖ s` of RFC 7518 §3.4: 64 bytes.
 * Raises `internal` for anything that is not such a signature.
 */
export function ecdsaRawFromDer(der: Uint8Array): Uint8Array<ArrayBuffer> {
  const raw = new Uint8Array(2 * HALF);
  // SEQUENCE (30) of two INTEGERs (02), none long enough for a long-form length.
  if (der[0] !== 0x30 || der[1] !== der.length - 2) throw new SallyportError('internal');
  const next = copyInteger(der, { at: 2, target: raw.subarray(0, HALF) });
  if (copyInteger(der, { at: next, target: raw.subarray(HALF) }) !== der.length) throw new SallyportError('internal');
  return raw;
}

/**
 * Rewrites an ECDSA P-256 signature from `r ‖ s` to DER (X.690 §8.3), as node:crypto checks it fastest. Gives `undefined` for
 * anything but 64 bytes.
 */
export function ecdsaDerFromRaw(raw: Uint8Array): Uint8Array<ArrayBuffer> | undefined {
  if (raw.length !== 2 * HALF) return undefined;
  const r = integerStart(raw, 0);
  const s = integerStart(raw, HALF);
  const lengths = [HALF - r.start + r.pad, HALF - s.start + s.pad] as const;
  const der = new Uint8Array(6 + lengths[0] + lengths[1]);
  der.set([0x30, der.length - 2, 0x02, lengths[0]]);
  der.set(raw.subarray(r.start, HALF), 4 + r.pad);
  const second = 4 + lengths[0];
  der.set([0x02, lengths[1]], second);
  der.set(raw.subarray(HALF + s.start), second + 2 + s.pad);
  return der;
}

/** An INTEGER is as short as it can be, and has a zero in front where its first bit is set. */
function integerStart(raw: Uint8Array, at: number): { readonly start: number; readonly pad: number } {
  let start = 0;
  while (start < HALF - 1 && raw[at + start] === 0) start += 1;
  return { start, pad: (raw[at + start] ?? 0) >= 0x80 ? 1 : 0 };
}

function copyInteger(der: Uint8Array, { at, target }: { readonly at: number; readonly target: Uint8Array }): number {
  const length = der[at + 1] ?? 0;
  const end = at + 2 + length;
  const start = der[at + 2] === 0 ? at + 3 : at + 2;
  if (der[at] !== 0x02 || end > der.length || end - start > target.length) throw new SallyportError('internal');
  target.set(der.subarray(start, end), target.length - (end - start));
  return end;
}
