/** How far a seam reaches to either side, in UTF-16 code units: an identifier of no more is found. */
const REACH = 96;

/** A piece of one of the texts of a batch. */
export interface SeamPiece {
  /** The text's index. */
  readonly text: number;
  readonly start: number;
  readonly end: number;
}

/** What stands around the place where one text of a batch ends and the next begins, which may be slices of one: pieces of two texts, or of more where they are short. */
export interface TokenSeam {
  readonly pieces: readonly SeamPiece[];
  /** The pieces, joined. */
  readonly whole: string;
}

/** The seams of a batch of texts, in order. */
export function seamsOf(texts: readonly string[]): readonly TokenSeam[] {
  return texts.slice(1).map((_, before) => {
    const pieces = [...piecesBefore(texts, before), ...piecesBehind(texts, before + 1)];
    return { pieces, whole: pieces.map(({ text, start, end }) => (texts[text] ?? '').slice(start, end)).join('') };
  });
}

function piecesBefore(texts: readonly string[], last: number): readonly SeamPiece[] {
  const pieces: SeamPiece[] = [];
  for (let text = last, room = REACH; text >= 0 && text > last - REACH && room > 0; text -= 1) {
    const end = texts[text]?.length ?? 0;
    const start = Math.max(end - room, 0);
    pieces.unshift({ text, start, end });
    room -= end - start;
  }
  return pieces;
}

function piecesBehind(texts: readonly string[], first: number): readonly SeamPiece[] {
  const pieces: SeamPiece[] = [];
  for (let text = first, room = REACH; text < texts.length && text < first + REACH && room > 0; text += 1) {
    const end = Math.min(texts[text]?.length ?? 0, room);
    pieces.push({ text, start: 0, end });
    room -= end;
  }
  return pieces;
}
