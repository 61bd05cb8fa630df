import { SallyportError } from '@sallyport/core';

const SIZE = /^[^\n]+\n(\d{1,16})\n/;

/** How many entries a checkpoint of one's own log signs. Raises `ledger_corrupt` for a text that is none. */
export function sizeOf(checkpoint: string): number {
  const size = Number(SIZE.exec(checkpoint)?.[1]);
  if (!Number.isSafeInteger(size)) throw new SallyportError('ledger_corrupt');
  return size;
}
