import { isLetterUnit } from '../grammar/characters.ts';
import { CHECK_PRIME, checkStart, HASH_PRIME, HASH_START } from './hash.ts';

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
  /** Of each token's UTF-16 code units, as they stand; of digits they say nothing. */
  readonly hashes: Int32Array;
  /** Of the same, by the secret of this process: none can write two words that agree in both. */
  readonly checks: Int32Array;
  /** What digits are worth, four of them at most; -1 for what is none. */
  readonly values: Int16Array;
}

/** Where the tokens of a text are put: room for so many. */
export type TokenRoom = Omit<Tokens, 'text' | 'count'>;

const SPACE = 32;
const APOSTROPHE = 39;
const ZERO = 48;
const MOST_DIGITS = 4;

/** Makes room for the tokens of a text of this length. */
export function makeTokenRoom(length: number): TokenRoom {
  return {
    starts: new Int32Array(length),
    ends: new Int32Array(length),
    kinds: new Uint8Array(length),
    gaps: new Uint8Array(length),
    hashes: new Int32Array(length),
    checks: new Int32Array(length),
    values: new Int16Array(length),
  };
}

/** What a UTF-16 code unit below 128 is. */
const UNIT = { mark: 0, letter: 1, digit: 2, space: 3 } as const;

const UNITS = Uint8Array.from({ length: 128 }, (_, code) => unitOf(code));

/** Cuts a text into tokens, in one pass. Letters on both sides of an apostrophe are one token, but for a possessive `'s`. */
export function tokenize(text: string, room: TokenRoom = makeTokenRoom(text.length)): Tokens {
  const { starts, ends, kinds, gaps, hashes, checks, values } = room;
  const secret = checkStart();
  const { length } = text;
  let count = 0;
  let gap: number = GAP.line;
  for (let at = 0; at < length; ) {
    let code = text.charCodeAt(at);
    const unit = code < 128 ? (UNITS[code] as number) : unitOf(code);
    if (unit === UNIT.space) {
      gap = widen(gap, code);
      at++;
      continue;
    }
    starts[count] = at;
    gaps[count] = gap;
    let hash = HASH_START;
    let check = secret;
    if (unit === UNIT.letter) {
      kinds[count] = TOKEN.letters;
      do {
        hash = Math.imul(hash ^ code, HASH_PRIME);
        check = Math.imul(check ^ code, CHECK_PRIME);
        code = ++at < length ? text.charCodeAt(at) : 0;
        if (code === APOSTROPHE && joins(text, at)) {
          hash = Math.imul(hash ^ code, HASH_PRIME);
          check = Math.imul(check ^ code, CHECK_PRIME);
          code = text.charCodeAt(++at);
        }
      } while (code < 128 ? UNITS[code] === UNIT.letter : isLetterUnit(code));
      values[count] = -1;
    } else if (unit === UNIT.digit) {
      kinds[count] = TOKEN.digits;
      let value = 0;
      do {
        if (value < 10_000) value = 10 * value + code - ZERO;
        code = ++at < length ? text.charCodeAt(at) : 0;
      } while (code < 128 && UNITS[code] === UNIT.digit);
      values[count] = value < 10_000 && at - (starts[count] as number) <= MOST_DIGITS ? value : -1;
    } else {
      kinds[count] = TOKEN.mark;
      values[count] = -1;
      hash = Math.imul(hash ^ code, HASH_PRIME);
      check = Math.imul(check ^ code, CHECK_PRIME);
      at++;
    }
    hashes[count] = hash ^ (hash >>> 15);
    checks[count] = check ^ (check >>> 16);
    ends[count] = at;
    count++;
    gap = GAP.none;
  }
  return { text, count, starts, ends, kinds, gaps, hashes, checks, values };
}

function unitOf(code: number): number {
  if (code === SPACE || (code >= 9 && code <= 13) || code === 0x85 || code === 0x2028 || code === 0x2029)
    return UNIT.space;
  if (code >= 48 && code <= 57) return UNIT.digit;
  return isLetterUnit(code) ? UNIT.letter : UNIT.mark;
}

function widen(gap: number, code: number): number {
  if (gap === GAP.line || (code !== SPACE && code !== 9)) return GAP.line;
  return gap === GAP.none && code === SPACE ? GAP.space : GAP.column;
}

/** Whether an apostrophe stands between letters of one word. */
function joins(text: string, apostrophe: number): boolean {
  const next = text.charCodeAt(apostrophe + 1);
  if (!isLetterUnit(next)) return false;
  return (next | 32) !== 115 || isLetterUnit(text.charCodeAt(apostrophe + 2));
}
