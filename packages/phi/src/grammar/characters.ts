const LETTER = /[\p{L}\p{M}]/u;
const WORD = /[\p{L}\p{M}\p{N}]/u;

/** What a UTF-16 code unit is, as bits. */
const UNIT = { known: 1, letter: 2, word: 4 } as const;
/** Of each code unit that was asked about. */
const UNITS = new Uint8Array(0x10000);

/** Whether a UTF-16 code unit is a letter or combining mark. Halves of surrogate pairs are not. */
export function isLetterUnit(code: number): boolean {
  if (code >= 0x80) return (unitOf(code) & UNIT.letter) !== 0;
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90);
}

/** Whether a UTF-16 code unit is an ASCII digit. NaN, the unit beyond either end of a text, is not. */
function isDigitUnit(code: number): boolean {
  return code >= 48 && code <= 57;
}

/** Whether a UTF-16 code unit is a letter, mark or digit, or half of a surrogate pair. */
export function isWordUnit(code: number): boolean {
  if (code >= 0x80) return (unitOf(code) & UNIT.word) !== 0;
  return isLetterUnit(code) || isDigitUnit(code);
}

function unitOf(code: number): number {
  const unit = UNITS[code] as number;
  return unit === 0 ? learnUnit(code) : unit;
}

function learnUnit(code: number): number {
  const text = String.fromCharCode(code);
  const half = code >= 0xd800 && code <= 0xdfff;
  const unit = UNIT.known | (LETTER.test(text) ? UNIT.letter : 0) | (half || WORD.test(text) ? UNIT.word : 0);
  UNITS[code] = unit;
  return unit;
}

/** Whether a text begins with an upper-case letter. */
export function isCapitalized(word: string): boolean {
  const first = word.slice(0, 1);
  return first !== first.toLowerCase();
}
