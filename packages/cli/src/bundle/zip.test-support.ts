import { createWriteStream } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { ZipFile } from 'yazl';

/** For tests: what a file of an archive is made with. */
export interface Zipped {
  readonly path: string;
  readonly bytes: Uint8Array;
  /** Default: not. */
  readonly compress?: boolean;
  /** Its mode on Unix. Default: a plain file's. */
  readonly mode?: number;
}

/** For tests: writes an archive as anybody's program would. */
export async function writeZip(file: string, entries: readonly Zipped[]): Promise<void> {
  const zip = new ZipFile();
  for (const { path, bytes, compress = false, mode = 0o100644 } of entries) {
    zip.addBuffer(Buffer.from(bytes), path, { compress, mode });
  }
  zip.end();
  await pipeline(zip.outputStream, createWriteStream(file));
}

/** For tests: puts a text everywhere in a file where another of the same length stands. */
export async function patch(file: string, { from, to }: { readonly from: string; readonly to: string }): Promise<void> {
  const text = (await readFile(file)).toString('latin1');
  await writeFile(file, Buffer.from(text.replaceAll(from, to), 'latin1'));
}

/** For tests: changes a number in the central directory's record of the first file: of two bytes or of four, at this offset in it. */
export async function patchRecord(
  file: string,
  { offset, bytes, value }: { readonly offset: number; readonly bytes: 2 | 4; readonly value: number },
): Promise<void> {
  const all = await readFile(file);
  all.writeUIntLE(value, all.indexOf('PK\x01\x02', 0, 'latin1') + offset, bytes);
  await writeFile(file, all);
}
