import { readFile } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { fromUtf8, SallyportError } from '@sallyport/core';

/** Reads a file as UTF-8. Raises `body_not_utf8`. */
export async function readTextFile(path: string): Promise<string> {
  return decode(await readFile(path));
}

/** Reads a stream to its end as UTF-8. Raises `body_not_utf8`. */
export async function readTextStream(stream: Readable): Promise<string> {
  return decode(await buffer(stream));
}

function decode(bytes: Uint8Array): string {
  try {
    return fromUtf8(bytes);
  } catch {
    throw new SallyportError('body_not_utf8');
  }
}
