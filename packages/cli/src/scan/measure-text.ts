/** How long a text is. */
export interface TextSize {
  /** Runs of characters between white space. */
  readonly words: number;
  /** Unicode code points, so that an emoji of two UTF-16 units is one. */
  readonly characters: number;
}

/** Counts a text's words and characters, holding nothing of it. */
export function measureText(text: string): TextSize {
  return {
    words: countMatches(text, /\S+/g),
    characters: text.length - countMatches(text, /[\u{10000}-\u{10ffff}]/gu),
  };
}

function countMatches(text: string, pattern: RegExp): number {
  let count = 0;
  for (const _ of text.matchAll(pattern)) count++;
  return count;
}
