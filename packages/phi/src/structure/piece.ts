/** A stretch of a source, UTF-16 offsets, `end` exclusive. */
export interface Piece {
  readonly start: number;
  readonly end: number;
}

/** What stands between the marks of a stretch: one piece more than there are marks. */
export function splitPiece(source: string, { start, end }: Piece, mark: string): readonly Piece[] {
  const pieces: Piece[] = [];
  let from = start;
  for (let at = from; at < end; at++) {
    if (source.charAt(at) !== mark) continue;
    pieces.push({ start: from, end: at });
    from = at + 1;
  }
  pieces.push({ start: from, end });
  return pieces;
}
