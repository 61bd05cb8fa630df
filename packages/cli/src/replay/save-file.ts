import { open, rm } from 'node:fs/promises';
import { SallyportError } from '@sallyport/core';

/** Writes a new file piece by piece, for its user's eyes alone. Raises `file_exists`, `file_unwritable`, and what the pieces raise: then nothing is left of it. */
export async function saveFile(path: string, pieces: AsyncIterable<string | Uint8Array>): Promise<void> {
  const file = await open(path, 'wx', 0o600).catch((cause: NodeJS.ErrnoException) => {
    throw new SallyportError(cause.code === 'EEXIST' ? 'file_exists' : 'file_unwritable');
  });
  try {
    for await (const piece of pieces) {
      await file.writeFile(piece).catch(() => {
        throw new SallyportError('file_unwritable');
      });
    }
    await file.close();
  } catch (cause) {
    await file.close();
    await rm(path, { force: true });
    throw cause;
  }
}
