import { joinBytes } from '../encoding/bytes.ts';

const LINE_BREAK = 0x0a;

/**
 * The lines of a file, each without its line break, which the last has too. Holds one line in memory. One that is longer than `limit` bytes,
 * or a last one without a line break, is given as `undefined`, and is the last.
 */
export async function* readLines(
  chunks: AsyncIterable<Uint8Array>,
  limit: number,
): AsyncGenerator<Uint8Array | undefined> {
  const begun: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of chunks) {
    let start = 0;
    for (let end = chunk.indexOf(LINE_BREAK); end >= 0; end = chunk.indexOf(LINE_BREAK, start)) {
      if (length + end - start > limit) return yield undefined;
      yield joinBytes([...begun.splice(0), chunk.subarray(start, end)]);
      length = 0;
      start = end + 1;
    }
    length += chunk.length - start;
    if (length > limit) return yield undefined;
    if (start < chunk.length) begun.push(chunk.slice(start));
  }
  if (length > 0) yield undefined;
}
