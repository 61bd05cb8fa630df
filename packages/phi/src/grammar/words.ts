import { isLetterUnit } from './characters.ts';

/** A word of a text: letters, with apostrophes and hyphens between them; a possessive `'s` is left off. */
export interface Word {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

const LONGEST_WORD = 40;
const APOSTROPHE = 39;
const HYPHEN = 45;
const SMALL_S = 115;
const CAPITAL_S = 83;

/** Reads the word that begins at `start`, up to 40 characters of it; `undefined` where no letter stands. */
export function wordAt(text: string, start: number): Word | undefined {
  if (!isLetterUnit(text.charCodeAt(start))) return undefined;
  const limit = Math.min(text.length, start + LONGEST_WORD);
  let end = start + 1;
  while (end < limit && (isLetterUnit(text.charCodeAt(end)) || joinsLetters(text, end))) end++;
  return { start, end, text: text.slice(start, end) };
}

/** Reads the word that ends at `end`, a possessive `'s` being no part of it; `undefined` where no letter stands. */
export function wordBefore(text: string, end: number): Word | undefined {
  const limit = Math.max(0, end - LONGEST_WORD);
  let start = end;
  while (start > limit && (isLetterUnit(text.charCodeAt(start - 1)) || (start < end && joinsLetters(text, start - 1))))
    start--;
  return start === end ? undefined : { start, end, text: text.slice(start, end) };
}

function joinsLetters(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  if (code !== APOSTROPHE && code !== HYPHEN) return false;
  if (!isLetterUnit(text.charCodeAt(at - 1)) || !isLetterUnit(text.charCodeAt(at + 1))) return false;
  return code === HYPHEN || !isPossessive(text, at);
}

function isPossessive(text: string, apostrophe: number): boolean {
  const next = text.charCodeAt(apostrophe + 1);
  return (next === SMALL_S || next === CAPITAL_S) && !isLetterUnit(text.charCodeAt(apostrophe + 2));
}
