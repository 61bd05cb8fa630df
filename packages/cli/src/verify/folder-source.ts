import { open } from 'node:fs/promises';
import { join } from 'node:path';
import type { LedgerSource } from '@sallyport/ledger';

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

async function readUpTo(path: string, limit: number): Promise<Uint8Array> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    const bytes = new Uint8Array(Math.min(size, limit));
    let length = 0;
    for (let read = 1; read > 0 && length < bytes.length; length += read) {
      read = (await file.read(bytes, length, bytes.length - length)).bytesRead;
    }
    return bytes.subarray(0, length);
  } finally {
    await file.close();
  }
}
