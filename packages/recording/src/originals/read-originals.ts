import { joinBytes, SallyportError } from '@sallyport/core';
import { ORIGINALS_LINE_BYTES, type OriginalsLine, readOriginalsLine } from './originals-line.ts';

const LINE_FEED = 10;

/**
 * The lines of a sealed original, from chunks of any size, in the memory of one line. It takes no key: who stores an original can tell that it
 * is one. Raises `originals_invalid` where a line is none, is longer than one may be, is out of order, or is sealed to others
 * than the first, and where the last is missing or something follows it.
 */
export async function* readOriginals(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<OriginalsLine> {
  let before: OriginalsLine | undefined;
  for await (const bytes of linesOf(chunks)) {
    const line = readOriginalsLine(bytes);
    if (!follows(line, before)) throw new SallyportError('originals_invalid');
    yield line;
    before = line;
  }
  if (before?.last !== true) throw new SallyportError('originals_invalid');
}

function follows(line: OriginalsLine, before: OriginalsLine | undefined): boolean {
  if (before === undefined) return line.index === 0;
  return !before.last && line.index === before.index + 1 && String(line.kids) === String(before.kids);
}

async function* linesOf(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let held: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of chunks) {
    for (let start = 0; start < chunk.length; ) {
      const feed = chunk.indexOf(LINE_FEED, start);
      const end = feed < 0 ? chunk.length : feed + 1;
      held.push(chunk.subarray(start, end));
      length += end - start;
      start = end;
      if (length > ORIGINALS_LINE_BYTES + 1) throw new SallyportError('originals_invalid');
      if (feed < 0) continue;
      yield joinBytes(held);
      held = [];
      length = 0;
    }
  }
  if (length > 0) throw new SallyportError('originals_invalid');
}
