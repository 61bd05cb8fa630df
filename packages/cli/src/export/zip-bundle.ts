import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { asSallyportError } from '@sallyport/core';
import { ZipFile } from 'yazl';
import { saveFile } from '../replay/save-file.ts';
import type { ExportFolder } from './export-folder.ts';

/** No time of any clock is in it: the same bundle gives the same archive. */
const TIMELESS = { mtime: new Date(1980, 0, 1), mode: 0o100600, forceDosTimestamp: true };

/**
 * Packs a bundle into a new ZIP archive, ZIP64 where it must be: one file after the other, read as they are written. The places of files stay in memory.
 * Raises `file_exists`, `file_unwritable`, `file_unreadable`: then nothing is left of the archive.
 */
export async function zipBundle(folder: ExportFolder, path: string): Promise<void> {
  const zip = new ZipFile();
  const [output, given] = [zip.outputStream as Readable, new AbortController()];
  // Who reads it is told; nobody may.
  output.on('error', () => {});
  zip.on('error', () => {});
  addFiles(zip, { folder, signal: given.signal }).catch((cause: unknown) => {
    output.destroy(asSallyportError(cause, 'file_unreadable'));
  });
  try {
    await saveFile(path, output);
  } finally {
    // Where it was not read to its end, what is open is closed.
    given.abort();
    output.destroy();
  }
}

interface Packed {
  readonly folder: ExportFolder;
  readonly signal: AbortSignal;
}

async function addFiles(zip: ZipFile, { folder, signal }: Packed): Promise<void> {
  const paths: string[] = [];
  for await (const { path } of folder.files()) paths.push(path);
  for (const path of paths.toSorted()) {
    const open = () => createReadStream(join(folder.path, path), { signal });
    await addFile(zip, { path, open });
  }
  zip.end();
}

/** Resolves once it was read to its end: the next one is not opened before. */
function addFile(
  zip: ZipFile,
  { path, open }: { readonly path: string; readonly open: () => Readable },
): Promise<void> {
  return new Promise((resolve, reject) => {
    zip.once('error', reject);
    zip.addReadStreamLazy(path, TIMELESS, (give) => {
      const file = open();
      file.once('error', reject);
      file.once('end', () => {
        zip.off('error', reject);
        resolve();
      });
      give(null, file);
    });
  });
}
