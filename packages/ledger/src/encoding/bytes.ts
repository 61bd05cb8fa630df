export { joinBytes } from '@sallyport/core';

/** Tells whether two byte strings are the same. Not in constant time: for public values only. */
export function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, at) => byte === b[at]);
}
