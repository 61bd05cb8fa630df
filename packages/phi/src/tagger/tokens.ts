import { isLetterUnit } from '../grammar/characters.ts';
import { HASH_PRIME, HASH_START } from './hash.ts';

/** What stands before a token. */
export const GAP = { none: 0, space: 1, column: 2, line: 3 } as const;

/** What a token is made of. */
export const TOKEN = { letters: 0, digits: 1, mark: 2 } as const;

/** The tokens of a text: runs of letters, runs of digits, and single marks. Offsets are UTF-16. What stands behind `count` in the lists says nothing. */
export interface Tokens {
  readonly text: string;
  readonly count: number;
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  /** Of `TOKEN`. */
  readonly kinds: Uint8Array;
  /** Of `GAP`. */
  readonly gaps: Uint8Array;
  /** Of each token's UTF-16 code units, as they stand. */
  readonly hashes: Int32Array;
}

/** Where the tokens of a text are put: room for so many. */
export type TokenRoom = Omit<Tokens, 'text' | 'count'>;

const SPACE = 32;
const APOSTROPHE = 39;

/** Makes room for the tokens of a text of this length. */
export function makeTokenRoom(length: number): TokenRoom {
  return {
    starts: new Int32Array(length),
    ends: new Int32Array(length),
    kinds: new Uint8Array(length),
    gaps: new Uint8Array(length),
    hashes: new Int32Array(length),
  };
}

/** Cuts a text into tokens, in one pass. Letters on both sides of an apostrophe are one token, but for a possessive `'s`. */
export function tokenize(text: string, room: TokenRoom = makeTokenRoom(text.length)): Tokens {
  const { starts, ends, kinds, gaps, hashes } = room;
  let count = 0;
  let gap: number = GAP.line;
  for (let at = 0; at < text.length; ) {
    const code = text.charCodeAt(at);
    if (isSpace(code)) {
      gap = widen(gap, code);
      at++;
      continue;
    }
    const kind = isLetterUnit(code) ? TOKEN.letters : isDigit(code) ? TOKEN.digits : TOKEN.mark;
    const end = kind === TOKEN.mark ? at + 1 : kind === TOKEN.digits ? digitsEnd(text, at) : lettersEnd(text, at);
    starts[count] = at;
    ends[count] = end;
    kinds[count] = kind;
    gaps[count] = gap;
    hashes[count] = hashOf(text, at, end);
    count++;
    gap = GAP.none;
    at = end;
  }
  return { text, count, starts, ends, kinds, gaps, hashes };
}

function hashOf(text: string, start: number, end: number): number {
  let hash = HASH_START;
  for (let at = start; at < end; at++) hash = Math.imul(hash ^ text.charCodeAt(at), HASH_PRIME);
  return hash ^ (hash >>> 15);
}

function isSpace(code: number): boolean {
  return code === SPACE || (code >= 9 && code <= 13) || code === 0x85 || code === 0x2028 || code === 0x2029;
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

function widen(gap: number, code: number): number {
  if (gap === GAP.line || (code !== SPACE && code !== 9)) return GAP.line;
  return gap === GAP.none && code === SPACE ? GAP.space : GAP.column;
}

function digitsEnd(text: string, start: number): number {
  let end = start + 1;
  while (isDigit(text.charCodeAt(end))) end++;
  return end;
}

function lettersEnd(text: string, start: number): number {
  let end = start + 1;
  for (;;) {
    const code = text.charCodeAt(end);
    if (isLetterUnit(code)) end++;
    else if (code === APOSTROPHE && isLetterUnit(text.charCodeAt(end + 1)) && !isPossessive(text, end)) end += 2;
    else return end;
  }
}

function isPossessive(text: string, apostrophe: number): boolean {
  return (text.charCodeAt(apostrophe + 1) | 32) === 115 && !isLetterUnit(text.charCodeAt(apostrophe + 2));
}
