import { type ErrorCode, SallyportError } from '@sallyport/core';
import { decodePlacedLeaf, MAX_PLACED_LINE_BYTES, type PlacedLeaf } from '@sallyport/ledger';

const NEWLINE = 0x0a;

/** Reads entries from their lines, one in memory at a time. Raises the error for anything else. */
export async function* placedLines(bytes: AsyncIterable<Uint8Array>, error: ErrorCode): AsyncGenerator<PlacedLeaf> {
  let held: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of bytes) {
    let from = 0;
    for (let at = chunk.indexOf(NEWLINE); at >= 0; at = chunk.indexOf(NEWLINE, from)) {
      const placed = decodePlacedLeaf(Buffer.concat([...held, chunk.subarray(from, at)]));
      if (placed === undefined) throw new SallyportError(error);
      yield placed;
      [held, length, from] = [[], 0, at + 1];
    }
    const rest = chunk.subarray(from);
    length += rest.length;
    if (length > MAX_PLACED_LINE_BYTES) throw new SallyportError(error);
    if (rest.length > 0) held.push(Uint8Array.from(rest));
  }
  if (length > 0) throw new SallyportError(error);
}
