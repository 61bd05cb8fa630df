/** The longest pattern, in UTF-16 code units, and the most stars in one. */
export const LONGEST_GLOB = 128;
export const MOST_STARS = 8;

/**
 * Tells whether a text is what a glob means: a star stands for any number of characters, every other character for itself. The first place
 * where each piece between stars fits is as good as any later one, so the text is gone through once and nothing is tried again.
 */
export function fitsGlob(glob: string, text: string): boolean {
  const [head = '', ...rest] = glob.split('*');
  const tail = rest.pop();
  if (tail === undefined) return text === head;
  if (!text.startsWith(head)) return false;
  let at = head.length;
  for (const piece of rest) {
    const found = text.indexOf(piece, at);
    if (found < 0) return false;
    at = found + piece.length;
  }
  return text.length - tail.length >= at && text.endsWith(tail);
}
