import { randomUUID } from 'node:crypto';
import { lstat, open, rename, rm } from 'node:fs/promises';
import { SallyportError } from '@sallyport/core';
import { systemCode } from '../system-code.ts';

/** Raises `file_exists` where something of this name is there. */
export async function refuseExisting(path: string): Promise<void> {
  const there = await lstat(path).then(
    () => true,
    (cause) => systemCode(cause) !== 'ENOENT',
  );
  if (there) throw new SallyportError('file_exists');
}

/**
 * Writes a file that its owner alone can read (mode 0600), whole or not at all. What is there already is replaced only with
 * `force`. Raises `file_exists`, `file_unwritable`.
 */
export async function writeReport(path: string, text: string, { force }: { readonly force: boolean }): Promise<void> {
  const draft = `${path}.${randomUUID()}.tmp`;
  let reserved = false;
  try {
    await writeDurably(draft, text);
    // An empty file of the name, made only if there is none: what another process made meanwhile stays.
    if (!force) await (await open(path, 'wx', 0o600)).close();
    reserved = !force;
    await rename(draft, path);
  } catch (cause) {
    await rm(draft, { force: true });
    if (reserved) await rm(path, { force: true });
    const code = systemCode(cause);
    if (code === 'EEXIST') throw new SallyportError('file_exists');
    throw new SallyportError('file_unwritable', code === undefined ? {} : { place: code });
  }
}

async function writeDurably(path: string, text: string): Promise<void> {
  const file = await open(path, 'wx', 0o600);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
}
