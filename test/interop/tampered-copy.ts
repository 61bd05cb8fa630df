import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** One bit to change: the lowest of the byte at `offset` of a file of an export. */
export interface Tampering {
  /** The folder of the export. */
  readonly folder: string;
  readonly file: string;
  readonly offset: number;
}

/** Copies an export, changes one bit of the copy, and lets `use` look at it. The copy is gone afterwards. */
export async function withTamperedCopy<T>(
  { folder, file, offset }: Tampering,
  use: (copy: string) => Promise<T>,
): Promise<T> {
  const scratch = await mkdtemp(join(tmpdir(), 'sallyport-tampered-'));
  try {
    const copy = join(scratch, 'ledger');
    await cp(folder, copy, { recursive: true });
    const bytes = await readFile(join(copy, file));
    bytes.writeUInt8(bytes.readUInt8(offset) ^ 1, offset);
    await writeFile(join(copy, file), bytes);
    return await use(copy);
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}
