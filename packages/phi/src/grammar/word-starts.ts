import { isLetterUnit } from './characters.ts';

/** Where the words of a text begin, and how. */
export interface WordStarts {
  readonly count: number;
  /** UTF-16 offsets, ascending; `count` of them count. */
  readonly offsets: Uint32Array;
  /** The key of each word, as `wordKey` gives it. */
  readonly keys: Uint16Array;
}

/** How many keys there are. */
export const WORD_KEYS = 27 ** 3;

const DIGIT = 27;
const KINDS = Uint8Array.from({ length: 128 }, (_, code) => {
  const letter = (code | 32) - 96;
  if (code > 64 && letter >= 1 && letter <= 26) return letter;
  return code >= 48 && code <= 57 ? DIGIT : 0;
});

let last: { readonly text: string; readonly words: WordStarts } | undefined;

/** Reads where the words of a text begin. Of one text after another, as recognizers ask, it reads each once. */
export function wordStarts(text: string): WordStarts {
  if (last?.text !== text) last = { text, words: readWordStarts(text) };
  return last.words;
}

/** Lets go of the last text, so that it does not outlive its scan. */
export function forgetWordStarts(): void {
  last = undefined;
}

/**
 * The first three characters of a word as a number: a letter of ASCII in either case is 1 to 26, anything else 0
 * and the last that counts.
 */
export function wordKey(text: string, at: number): number {
  const first = letterOf(text.charCodeAt(at));
  const second = first === 0 ? 0 : letterOf(text.charCodeAt(at + 1));
  const third = second === 0 ? 0 : letterOf(text.charCodeAt(at + 2));
  return (first * 27 + second) * 27 + third;
}

function readWordStarts(text: string): WordStarts {
  const offsets = new Uint32Array((text.length >> 1) + 1);
  const keys = new Uint16Array(offsets.length);
  let count = 0;
  let inWord = false;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    const letter = code < 128 ? letterOf(code) > 0 : isLetterUnit(code);
    if (letter && !inWord) {
      offsets[count] = at;
      keys[count++] = wordKey(text, at);
    }
    inWord = letter || (code >= 48 && code <= 57);
  }
  return { count, offsets, keys };
}

function letterOf(code: number): number {
  // The comparison also keeps NaN, the unit beyond the end, from the array, where it would be a slow lookup.
  const kind = code < 128 ? (KINDS[code] ?? 0) : 0;
  return kind === DIGIT ? 0 : kind;
}
