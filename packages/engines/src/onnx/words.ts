/** A stretch without white space, or a part of a long one. */
export interface Word {
  readonly start: number;
  readonly text: string;
  /** Whether white space stands before it. */
  readonly spaced: boolean;
}

/** So long that no word of a language is cut, and so short that none has more tokens than a model takes at once. */
const LONGEST = 32;

const RUN = /\S+/gu;

/** Splits a text at its white space, and what is longer than 32 code units again. O(n). */
export function splitWords(text: string): readonly Word[] {
  const words: Word[] = [];
  for (const { 0: run, index } of text.matchAll(RUN)) {
    for (let at = 0; at < run.length; ) {
      const end = wholeCharacter(run, Math.min(run.length, at + LONGEST));
      words.push({ start: index + at, text: run.slice(at, end), spaced: at === 0 && index > 0 });
      at = end;
    }
  }
  return words;
}

function wholeCharacter(text: string, at: number): number {
  return /^[\uD800-\uDBFF][\uDC00-\uDFFF]$/.test(text.slice(at - 1, at + 1)) ? at - 1 : at;
}
