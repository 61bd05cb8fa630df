import { open, readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** Flushes a folder and all it holds to disk. */
export async function syncFolder(path: string): Promise<void> {
  for (const entry of await readdir(path, { withFileTypes: true })) {
    const child = join(path, entry.name);
    if (entry.isDirectory()) await syncFolder(child);
    else if (entry.isFile()) await syncPath(child);
  }
  await syncPath(path);
}

/** Flushes one file, or the list of names in one folder, to disk. */
export async function syncPath(path: string): Promise<void> {
  const file = await open(path, 'r');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}
