import { NO_TRAIT, type Trait } from './trait.ts';

const sign = (index: number): Trait => Object.freeze({ ...NO_TRAIT, signs: 1 << index });

// Letters and digits are those of ASCII here, and a space is also a tab.

/** A digit. */
export const DIGIT = sign(0);
/** Four digits in a row, or more. */
export const DIGITS_4 = sign(1);
/** Five digits in a row, or more. */
export const DIGITS_5 = sign(2);
/** Six digits in a row, or more. */
export const DIGITS_6 = sign(3);
/** Thirteen digits, or more, with no more than one space or hyphen between each two. */
export const DIGITS_13 = sign(4);
/** Two digits, or more, then a hyphen, dot or space, then four, or more; or a hyphen that ends a line. */
export const DIGITS_JOIN_4 = sign(5);
/** Three groups of digits with a slash, dot or hyphen between each two: `4/17/1961`, `10.0.0.12`. */
export const DIGITS_IN_THREE = sign(6);
/** Digits, slash, digits: `120/80`. */
export const DIGITS_SLASHED = sign(7);
/** Digits, hyphen, digits: `4-17`. */
export const DIGITS_HYPHENATED = sign(8);
/** A slash with a space beside it, or what `DIGITS_IN_THREE` is. */
export const SLASH_APART = sign(9);
/** A number that begins with 9, 10, 11 or 12. */
export const DIGITS_OVER_89 = sign(10);
/** A capital letter, then a digit. */
export const CAPITAL_DIGIT = sign(11);
/** A digit, then a capital letter. */
export const DIGIT_CAPITAL = sign(12);
/** Seventeen letters or digits in a row. */
export const CODE_17 = sign(13);
/** Two colons with nothing but letters and digits between them, or nothing. */
export const COLONS = sign(14);
/** Five colons, or five hyphens, with nothing but letters and digits between each two. */
export const SIX_GROUPS = sign(15);
/** A comma, then a capital letter or a character beyond ASCII; one space may stand between, or more. */
export const COMMA_CAPITAL = sign(16);
/** A comma, then a digit or a character beyond ASCII; one space may stand between, or more. */
export const COMMA_DIGIT = sign(17);
/** What an at sign can begin with: itself, a percent sign and a digit, an opening bracket and a letter or space. */
export const AT_SIGN = sign(18);
/** A space, then an opening bracket. */
export const SPACE_BRACKET = sign(19);
/** An opening bracket, then a digit. */
export const BRACKET_DIGIT = sign(20);
/** A colon, then a slash. */
export const COLON_SLASH = sign(21);
/** A dot, then a letter. */
export const DOT_LETTER = sign(22);
/** A hyphen. */
export const HYPHEN = sign(23);
/** A number sign. */
export const NUMBER_SIGN = sign(24);
/** A plus sign. */
export const PLUS = sign(25);
/** A line feed or carriage return. */
export const LINE_END = sign(26);
