/** The longest pattern, in UTF-16 code units, and the most stars in one. */
export const LONGEST_GLOB = 128;
export const MOST_STARS = 8;

/** A glob, read: what a text must begin and end with, and what must stand in between, in this order. */
export interface Glob {
  readonly head: string;
  /** Absent: without a star, and the head is all. */
  readonly tail?: string;
  readonly pieces: readonly string[];
}

/** Reads a glob: a star stands for any number of characters, every other character for itself. */
export function readGlob(glob: string): Glob {
  const [head = '', ...pieces] = glob.split('*');
  const tail = pieces.pop();
  return tail === undefined ? { head, pieces } : { head, tail, pieces };
}

/**
 * Tells whether a text is what a glob means. The first place where each piece between stars fits is as good as any later one, so the text is
 * gone through once and nothing is tried again.
 */
export function fitsGlob({ head, tail, pieces }: Glob, text: string): boolean {
  if (tail === undefined) return text === head;
  if (!text.startsWith(head) || !text.endsWith(tail)) return false;
  let at = head.length;
  for (const piece of pieces) {
    const found = text.indexOf(piece, at);
    if (found < 0) return false;
    at = found + piece.length;
  }
  return text.length - tail.length >= at;
}
