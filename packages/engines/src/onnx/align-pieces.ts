/** Where a token stands in its word. */
export interface Placed {
  readonly start: number;
  readonly end: number;
}

/** What tokenizers put before a piece: `##` before one that goes on (WordPiece), `▁` and `Ġ` before one that begins. */
const MARK = /^(?:##(?=.)|[▁Ġ]+)/u;
const ACCENTS = /\p{M}/gu;

/**
 * Finds where in a word each of its tokens stands, letters compared without case and accents. A tokenizer gives no offsets, and may have
 * rewritten the word: where they do not fit together, each token stands for the whole word, which masks too much rather than too little.
 */
export function alignPieces(word: string, pieces: readonly string[]): readonly Placed[] {
  const placed: Placed[] = [];
  let start = 0;
  for (const piece of pieces) {
    const end = endOf(word, { start, piece: fold(piece.replace(MARK, '')) });
    if (end === undefined) return pieces.map(() => ({ start: 0, end: word.length }));
    placed.push({ start, end });
    start = end;
  }
  return start === word.length ? placed : pieces.map(() => ({ start: 0, end: word.length }));
}

function endOf(word: string, { start, piece }: { readonly start: number; readonly piece: string }): number | undefined {
  let end = start;
  let read = '';
  while (read.length < piece.length && end < word.length) {
    const character = String.fromCodePoint(word.codePointAt(end) ?? 0);
    read += fold(character);
    end += character.length;
  }
  return read === piece ? end : undefined;
}

function fold(text: string): string {
  return text.normalize('NFD').replace(ACCENTS, '').toLowerCase();
}
