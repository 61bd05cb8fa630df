import { open, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import { syncPath } from '../storage/sync-folder.ts';

/** Writes what a file shall hold beside it, onto the disk, for its owner's eyes alone. What fails here has changed nothing. */
export async function draftFile(path: string, text: string): Promise<void> {
  const file = await open(`${path}.new`, 'w', 0o600);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
}

/**
 * Puts the draft in place of the file: whoever reads sees the one or the other whole, also after a power cut, and once this
 * resolves it is the new one. When it fails it may be either.
 */
export async function putInPlace(path: string): Promise<void> {
  await rename(`${path}.new`, path);
  await syncPath(dirname(path));
}
