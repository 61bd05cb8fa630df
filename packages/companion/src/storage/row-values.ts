import { SallyportError } from '@sallyport/core';

/** A `bigint` column as a number: node-postgres gives text, PGlite a number. Raises `internal` on anything else or beyond 2^53. */
export function countOf(value: unknown): number {
  const count = typeof value === 'string' || typeof value === 'bigint' ? Number(value) : value;
  if (typeof count !== 'number' || !Number.isSafeInteger(count)) throw new SallyportError('internal');
  return count;
}

/** A `bytea` column as bytes: node-postgres gives a `Buffer`, PGlite a `Uint8Array`. Raises `internal` on anything else. */
export function bytesOf(value: unknown): Uint8Array {
  if (!(value instanceof Uint8Array)) throw new SallyportError('internal');
  return new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
}
