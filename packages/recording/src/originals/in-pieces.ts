import { joinBytes } from '@sallyport/core';

/** A piece of a body, and whether nothing follows it. */
export interface Piece {
  readonly bytes: Uint8Array;
  readonly last: boolean;
}

/** Cuts a body into pieces of `size` bytes; the last may be shorter, and is empty where the body is. */
export async function* inPieces(body: AsyncIterable<Uint8Array>, size: number): AsyncGenerator<Piece> {
  let held: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of body) {
    let rest = chunk;
    // A full piece waits for what follows it: only then is it known that it is not the last.
    while (length + rest.length > size) {
      const room = size - length;
      yield { bytes: joinBytes([...held, rest.subarray(0, room)]), last: false };
      rest = rest.subarray(room);
      held = [];
      length = 0;
    }
    if (rest.length > 0) held.push(rest);
    length += rest.length;
  }
  yield { bytes: joinBytes(held), last: true };
}
