import { join } from 'node:path';
import type { LedgerSource } from '@sallyport/ledger';
import { readUpTo } from './read-up-to.ts';

const MISSING = new Set(['ENOENT', 'ENOTDIR', 'EISDIR']);

/** An exported ledger in a folder. Reads no further than asked, whatever lies there. */
export function folderSource(folder: string): LedgerSource {
  return {
    read: async (path, limit) => {
      try {
        return await readUpTo(join(folder, path), limit + 1);
      } catch (cause) {
        if (MISSING.has(String((cause as { code?: unknown }).code))) return undefined;
        throw cause;
      }
    },
  };
}
