import { createReadStream, type Dirent } from 'node:fs';
import { lstat, opendir, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { asSallyportError } from '@sallyport/core';
import { readUpTo } from '../verify/read-up-to.ts';
import { isBundlePath, pathFault } from './bundle-path.ts';
import type { KeptBundle, KeptFile } from './kept-bundle.ts';

/** No file of a bundle lies deeper; a folder that does is told as one that does not belong, and not looked into. */
const DEEPEST = 9;

const MISSING = new Set(['ENOENT', 'ENOTDIR', 'ELOOP']);

/** A bundle in a folder. No link is followed, neither to a file nor through a folder. Raises the system's error for a folder that is not there. */
export async function openFolderBundle(folder: string): Promise<KeptBundle> {
  const root = await realpath(folder);
  return Object.freeze({
    files: () => filesIn(root, '', 0),
    read: async (path: string, limit: number) => {
      const place = await placeOf(root, path);
      return place === undefined ? undefined : readUpTo(place, limit + 1);
    },
    open: async (path: string) => {
      const place = await placeOf(root, path);
      return place === undefined ? undefined : bytesOf(place);
    },
    close: () => {},
  });
}

/** Where a plain file is that can be one of a bundle, and is reached without a link. */
async function placeOf(root: string, path: string): Promise<string | undefined> {
  if (!isBundlePath(path)) return undefined;
  const place = join(root, path);
  try {
    const there = (await realpath(place)) === place && (await lstat(place)).isFile();
    return there ? place : undefined;
  } catch (cause) {
    if (MISSING.has(String((cause as { code?: unknown }).code))) return undefined;
    throw cause;
  }
}

async function* bytesOf(place: string): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of createReadStream(place)) yield chunk as Buffer;
  } catch (cause) {
    throw asSallyportError(cause, 'bundle_unreadable');
  }
}

async function* filesIn(root: string, below: string, depth: number): AsyncGenerator<KeptFile> {
  for await (const entry of await opendir(join(root, below))) {
    const path = below === '' ? entry.name : `${below}/${entry.name}`;
    if (entry.isDirectory() && depth < DEEPEST) yield* filesIn(root, path, depth + 1);
    else yield fileOf(path, { entry, size: (await lstat(join(root, path))).size });
  }
}

function fileOf(path: string, { entry, size }: { readonly entry: Dirent; readonly size: number }): KeptFile {
  const fault = pathFault(path) ?? (entry.isFile() || entry.isDirectory() ? undefined : 'file_linked');
  return { path, size, ...(fault === undefined ? {} : { fault }) };
}
