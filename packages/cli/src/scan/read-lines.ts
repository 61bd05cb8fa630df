import type { Readable } from 'node:stream';
import { SallyportError } from '@sallyport/core';
import { decodeUtf8, MAX_TEXT_BYTES } from './read-text.ts';

const LINE_FEED = 0x0a;

/**
 * A stream's lines, without their ends (LF or CR LF), as strict UTF-8. Holds one line at a time: raises `body_too_large`
 * for one past `MAX_TEXT_BYTES`, `body_not_utf8` for one that is not text, with the line's number.
 */
export async function* readLines(stream: Readable): AsyncGenerator<string> {
  let number = 1;
  let parts: Buffer[] = [];
  let length = 0;
  for await (const chunk of stream as AsyncIterable<Buffer | string>) {
    const bytes = typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
    let from = 0;
    for (let at = bytes.indexOf(LINE_FEED); at !== -1; at = bytes.indexOf(LINE_FEED, from)) {
      yield decodeLine([...parts, bytes.subarray(from, at)], number++);
      parts = [];
      length = 0;
      from = at + 1;
    }
    parts.push(bytes.subarray(from));
    length += bytes.length - from;
    if (length > MAX_TEXT_BYTES) throw new SallyportError('body_too_large', { place: `line ${number}` });
  }
  if (length > 0) yield decodeLine(parts, number);
}

function decodeLine(parts: readonly Buffer[], number: number): string {
  try {
    return decodeUtf8(Buffer.concat(parts)).replace(/\r$/, '');
  } catch {
    throw new SallyportError('body_not_utf8', { place: `line ${number}` });
  }
}
