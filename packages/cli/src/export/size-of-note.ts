import { SallyportError } from '@sallyport/core';
import { readCheckpoint } from '@sallyport/ledger';

/** How many entries a checkpoint says there are; its signature is verified when all is there. Raises `companion_invalid` for a note that is none. */
export function sizeOfNote(note: string): number {
  const size = readCheckpoint(note)?.size;
  if (size === undefined) throw new SallyportError('companion_invalid');
  return size;
}
