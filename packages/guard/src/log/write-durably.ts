import { randomUUID } from 'node:crypto';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { diskFlush } from '../spool/flush.ts';

/** Replaces a file as a whole: after a crash or a power cut there is the old one or the new one, and nothing else. Fails as the disk does. */
export async function writeDurably(folder: string, name: string, bytes: Uint8Array): Promise<void> {
  await makeDurably(folder);
  const draft = join(folder, `${name}.${randomUUID()}.new`);
  try {
    const file = await open(draft, 'wx', 0o600);
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(draft, join(folder, name));
  } catch (error) {
    await rm(draft, { force: true }).catch(() => undefined);
    throw error;
  }
  await diskFlush.folder(folder);
}

/** What is kept below a folder lasts no longer than the names that lead to it. */
async function makeDurably(folder: string): Promise<void> {
  const first = await mkdir(folder, { recursive: true, mode: 0o700 });
  if (first === undefined) return;
  for (let made = folder; made.length >= first.length; made = dirname(made)) await diskFlush.folder(dirname(made));
}
