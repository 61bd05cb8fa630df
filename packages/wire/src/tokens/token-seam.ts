/** How far a seam reaches to either side, in UTF-16 code units: an identifier of no more is found. */
const REACH = 96;

/** What stands around the place where one text of a batch ends and the next begins, which may be slices of one. */
export interface TokenSeam {
  /** The end of the text before it; where that is short, the ends of more. */
  readonly before: string;
  readonly behind: string;
}

/** The seams of a batch of texts, in order. */
export function seamsOf(texts: readonly string[]): readonly TokenSeam[] {
  return texts.slice(1).map((_, at) => {
    const before = texts.slice(Math.max(at + 1 - REACH, 0), at + 1).map((text) => text.slice(-REACH));
    const behind = texts.slice(at + 1, at + 1 + REACH).map((text) => text.slice(0, REACH));
    return { before: before.join('').slice(-REACH), behind: behind.join('').slice(0, REACH) };
  });
}
