import type { LedgerSource } from './ledger-source.ts';

/** The bytes of a file, at most one more than `limit`: enough to tell that it is too long. `undefined` where it cannot be read. */
export async function readFile(source: LedgerSource, path: string, limit: number): Promise<Uint8Array | undefined> {
  try {
    return (await source.read(path, limit))?.subarray(0, limit + 1);
  } catch {
    return undefined;
  }
}
