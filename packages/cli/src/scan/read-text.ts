import { createReadStream } from 'node:fs';
import type { Readable } from 'node:stream';
import { asSallyportError, fromUtf8, isSallyportError, SallyportError } from '@sallyport/core';
import { systemCode } from '../system-code.ts';

/** The largest text that is scanned whole, in bytes: 16 MiB. */
export const MAX_TEXT_BYTES = 16 * 1024 * 1024;

/**
 * Reads a file as UTF-8. Raises `body_not_utf8`, `file_not_text` when a zero byte is in it, `body_too_large` past
 * `MAX_TEXT_BYTES`, `file_unreadable`.
 */
export async function readTextFile(path: string): Promise<string> {
  return readTextStream(createReadStream(path));
}

/** Reads a stream to its end as UTF-8, and no further than `MAX_TEXT_BYTES`. Raises what `readTextFile` does. */
export async function readTextStream(stream: Readable): Promise<string> {
  try {
    return decode(await readWhole(stream));
  } catch (cause) {
    throw unreadable(cause);
  }
}

/** Reads a stream to its end, and no further than `MAX_TEXT_BYTES`. Raises `body_too_large`. */
export async function readWhole(stream: Readable): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  // Leaving the loop closes the stream.
  for await (const chunk of stream as AsyncIterable<Uint8Array>) {
    length += chunk.length;
    if (length > MAX_TEXT_BYTES) throw new SallyportError('body_too_large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** What kept a file from being read: our own error as it is, and any other as `file_unreadable` with the system's code. */
export function unreadable(cause: unknown): SallyportError {
  if (isSallyportError(cause)) return asSallyportError(cause);
  const code = systemCode(cause);
  return new SallyportError('file_unreadable', code === undefined ? {} : { place: code });
}

function decode(bytes: Uint8Array): string {
  // UTF-16 that is mostly ASCII is valid UTF-8 full of zeros, in which nothing would be found.
  if (bytes.includes(0)) throw new SallyportError('file_not_text');
  return decodeUtf8(bytes);
}

/** Decodes bytes as UTF-8, strictly. Raises `body_not_utf8`. */
export function decodeUtf8(bytes: Uint8Array): string {
  try {
    return fromUtf8(bytes);
  } catch {
    throw new SallyportError('body_not_utf8');
  }
}
