import { SallyportError } from '@sallyport/core';

/** What a stream of text comes as. */
export type TextChunks = AsyncIterable<string> | Iterable<string>;

/**
 * Cuts a stream into pieces of at most `most` UTF-16 code units, each to the end of a paragraph where there is one in its second half, else
 * of a line, else behind a space. No more than two pieces are held. Throws `input_unreadable` where a piece has none of them, as an identifier
 * might be cut in two.
 */
export async function* cutPieces(chunks: TextChunks, most: number): AsyncGenerator<string, void, undefined> {
  let held = '';
  for await (const chunk of chunks) {
    for (let from = 0; from < chunk.length; from += most) {
      held += chunk.slice(from, from + most);
      while (held.length > most) {
        const end = pieceEnd(held, most);
        yield held.slice(0, end);
        held = held.slice(end);
      }
    }
  }
  if (held !== '') yield held;
}

function pieceEnd(text: string, most: number): number {
  const half = most / 2;
  const paragraph = text.lastIndexOf('\n\n', most - 2);
  if (paragraph > half) return paragraph + 2;
  const line = text.lastIndexOf('\n', most - 1);
  if (line > half) return line + 1;
  const space = text.lastIndexOf(' ', most - 1);
  if (line < 0 && space < 0) throw new SallyportError('input_unreadable');
  return Math.max(line, space) + 1;
}
