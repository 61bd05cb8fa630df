import { type FileHandle, open } from 'node:fs/promises';

/** Makes what was written survive a power cut. */
export interface Flush {
  /** The bytes of a file, and its length. */
  file(file: FileHandle): Promise<void>;
  /** The names in a folder. */
  folder(path: string): Promise<void>;
}

/** fdatasync(2) for files and fsync(2) for folders. Windows cannot flush a folder, and keeps its names in a journal. */
export const diskFlush: Flush = Object.freeze({
  file: (file: FileHandle) => file.datasync(),
  folder: async (path: string) => {
    if (process.platform === 'win32') return;
    const folder = await open(path, 'r');
    try {
      await folder.sync();
    } finally {
      await folder.close();
    }
  },
});
