import { utf8 } from '@sallyport/core';

/** What each token id stands for: text, or bytes that are none by themselves. */
export type TokenTable = readonly (string | readonly number[] | undefined)[];

/** The bytes that token ids stand for; `undefined` where one of them is not in the table, as the special ones are not. */
export function decodeIds(table: TokenTable, ids: readonly number[]): Uint8Array | undefined {
  const pieces: Uint8Array[] = [];
  let length = 0;
  for (const id of ids) {
    const token = table[id];
    if (token === undefined) return undefined;
    const piece = typeof token === 'string' ? utf8(token) : Uint8Array.from(token);
    pieces.push(piece);
    length += piece.length;
  }
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return bytes;
}
