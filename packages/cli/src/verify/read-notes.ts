import { basename } from 'node:path';
import type { KeptNote } from '@sallyport/ledger';
import { readUpTo } from './read-up-to.ts';

/** Far over a checkpoint with every witness there is. */
const MAX_BYTES = 262_144;

/** Reads checkpoints that others kept, each from a file. Raises the system's error for one that is not there. */
export function readNotes(files: readonly string[] = []): Promise<readonly KeptNote[]> {
  return Promise.all(
    files.map(async (file) => ({
      from: basename(file),
      note: Buffer.from(await readUpTo(file, MAX_BYTES)).toString(),
    })),
  );
}
