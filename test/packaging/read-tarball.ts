import { readFile } from 'node:fs/promises';
import { gunzipSync } from 'node:zlib';

const BLOCK = 512;

/** The files of an npm tarball by their path below `package/` (POSIX ustar, IEEE Std 1003.1 pax §4.4). */
export async function readTarball(path: string): Promise<ReadonlyMap<string, Buffer>> {
  const archive = gunzipSync(await readFile(path));
  const files = new Map<string, Buffer>();
  for (let at = 0; at + BLOCK <= archive.length && archive[at] !== 0; ) {
    const header = archive.subarray(at, at + BLOCK);
    const size = Number.parseInt(field(header, 124, 12), 8);
    const content = archive.subarray(at + BLOCK, at + BLOCK + size);
    const type = field(header, 156, 1);
    if (type === '0' || type === '') files.set(nameOf(header), content);
    at += BLOCK + Math.ceil(size / BLOCK) * BLOCK;
  }
  return files;
}

function nameOf(header: Buffer): string {
  const [name, prefix] = [field(header, 0, 100), field(header, 345, 155)];
  return `${prefix === '' ? '' : `${prefix}/`}${name}`.replace(/^package\//, '');
}

function field(header: Buffer, start: number, length: number): string {
  const text = header.toString('latin1', start, start + length);
  return text.slice(0, text.includes('\0') ? text.indexOf('\0') : length).trim();
}
