const LETTER = /[\p{L}\p{M}]/u;
const WORD = /[\p{L}\p{M}\p{N}]/u;

/** Whether a UTF-16 code unit is a letter or combining mark. Halves of surrogate pairs are not. */
export function isLetterUnit(code: number): boolean {
  if (code < 0x80) return (code >= 97 && code <= 122) || (code >= 65 && code <= 90);
  return LETTER.test(String.fromCharCode(code));
}

/** Whether a UTF-16 code unit is an ASCII digit. NaN, the unit beyond either end of a text, is not. */
function isDigitUnit(code: number): boolean {
  return code >= 48 && code <= 57;
}

/** Whether a UTF-16 code unit is a letter, mark or digit, or half of a surrogate pair. */
export function isWordUnit(code: number): boolean {
  if (code < 0x80) return isLetterUnit(code) || isDigitUnit(code);
  return (code >= 0xd800 && code <= 0xdfff) || WORD.test(String.fromCharCode(code));
}

/** Whether a text begins with an upper-case letter. */
export function isCapitalized(word: string): boolean {
  const first = word.slice(0, 1);
  return first !== first.toLowerCase();
}
