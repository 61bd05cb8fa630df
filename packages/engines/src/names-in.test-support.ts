/** A name in a text, in UTF-16 code units. */
export interface NameAt {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** The invented names that every fake engine knows. */
const KNOWN = /\b(?:Delgado|Okafor)\b/g;

/** Finds them. */
export function namesIn(text: string): readonly NameAt[] {
  return [...text.matchAll(KNOWN)].map(({ 0: name, index }) => ({
    start: index,
    end: index + name.length,
    text: name,
  }));
}

/** An offset in code points, as Python and others count. */
export function inCodePoints(text: string, offset: number): number {
  return [...text.slice(0, offset)].length;
}
