import { tmpdir } from 'node:os';
import { EncryptedFile } from './encrypted-file.ts';
import { TemporaryFile } from './temporary-file.ts';

/** Where to keep bytes, and how many. */
export interface EncryptedFileOptions {
  /** Default: the system's folder for temporary files. Where that is kept in memory (tmpfs), name one on a disk. */
  readonly folder?: string;
  /** The most bytes it takes. */
  readonly limitBytes: number;
}

/** Makes an empty encrypted file, to be disposed of by the caller. Raises `temporary_storage` where the folder takes none. */
export async function createEncryptedFile({
  folder = tmpdir(),
  limitBytes,
}: EncryptedFileOptions): Promise<EncryptedFile> {
  return new EncryptedFile(await TemporaryFile.create(folder), limitBytes);
}
