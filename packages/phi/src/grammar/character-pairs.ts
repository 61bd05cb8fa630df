import * as sign from './signs.ts';
import type { Trait } from './trait.ts';

/**
 * Kinds of characters. Letters and digits are those of ASCII; `foreign` is all beyond it. `listSpace` is a space behind a
 * comma, or behind such a space: only who walks over a text can tell it.
 */
export const KIND = Object.freeze({
  other: 0,
  capital: 1,
  small: 2,
  digit: 3,
  space: 4,
  lineEnd: 5,
  dot: 6,
  comma: 7,
  colon: 8,
  slash: 9,
  hyphen: 10,
  numberSign: 11,
  plus: 12,
  at: 13,
  percent: 14,
  bracket: 15,
  foreign: 16,
  listSpace: 17,
});
type Kind = (typeof KIND)[keyof typeof KIND];

const { capital, small, digit, space, lineEnd, dot, comma, colon, slash, hyphen, numberSign, plus, at, percent } = KIND;
const { bracket, foreign, listSpace } = KIND;
const ANY = Object.values(KIND);
const KIND_BITS = 5;

/** What two characters side by side show. */
const SHOWN: readonly (readonly [first: readonly Kind[], second: readonly Kind[], shown: Trait])[] = [
  [ANY, [digit], sign.DIGIT],
  [[capital], [digit], sign.CAPITAL_DIGIT],
  [[digit], [capital], sign.DIGIT_CAPITAL],
  [[hyphen], [lineEnd], sign.DIGITS_JOIN_4],
  [[slash], [space], sign.SLASH_APART],
  [[space, listSpace], [slash], sign.SLASH_APART],
  [[comma, listSpace], [capital, foreign], sign.COMMA_CAPITAL],
  [[comma, listSpace], [digit, foreign], sign.COMMA_DIGIT],
  [ANY, [at], sign.AT_SIGN],
  [[percent], [digit], sign.AT_SIGN],
  [[bracket], [capital, small, space], sign.AT_SIGN],
  [[space, listSpace], [bracket], sign.SPACE_BRACKET],
  [[bracket], [digit], sign.BRACKET_DIGIT],
  [[colon], [slash], sign.COLON_SLASH],
  [[dot], [capital, small], sign.DOT_LETTER],
  [ANY, [hyphen], sign.HYPHEN],
  [ANY, [numberSign], sign.NUMBER_SIGN],
  [ANY, [plus], sign.PLUS],
  [ANY, [lineEnd], sign.LINE_END],
];

const PUNCTUATION: ReadonlyMap<string, Kind> = new Map([
  [' ', space],
  ['\t', space],
  ['\n', lineEnd],
  ['\r', lineEnd],
  ['.', dot],
  [',', comma],
  [':', colon],
  ['/', slash],
  ['-', hyphen],
  ['#', numberSign],
  ['+', plus],
  ['@', at],
  ['%', percent],
  ['(', bracket],
  ['[', bracket],
]);
const KINDS = Uint8Array.from({ length: 128 }, (_, code) => asciiKind(String.fromCharCode(code)));
const PAIRS = Int32Array.from({ length: 1 << (2 * KIND_BITS) }, (_, pair) => shownBy(pair));

/** The kind of a UTF-16 code unit. */
export function kindOf(code: number): number {
  return code < KINDS.length ? (KINDS[code] ?? KIND.other) : KIND.foreign;
}

/** The signs, as bits, of two characters of these kinds side by side. */
export function pairSigns(first: number, second: number): number {
  return PAIRS[(first << KIND_BITS) | second] ?? 0;
}

function asciiKind(character: string): Kind {
  if (/[A-Z]/.test(character)) return capital;
  if (/[a-z]/.test(character)) return small;
  return /\d/.test(character) ? digit : (PUNCTUATION.get(character) ?? KIND.other);
}

function shownBy(pair: number): number {
  const before = pair >> KIND_BITS;
  const after = pair - (before << KIND_BITS);
  const shown = SHOWN.filter(
    ([first, second]) => first.some((kind) => kind === before) && second.some((kind) => kind === after),
  );
  return shown.reduce((all, [, , { signs }]) => all | signs, 0);
}
