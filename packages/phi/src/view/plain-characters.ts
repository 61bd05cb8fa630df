import { allMatches } from '../grammar/matches.ts';
import { Rewrite, type View } from './rewrite.ts';

// Full-width forms, letters of mathematics and of circles and squares, ligatures, and the decimal digits of every script.
const STYLED =
  /[\uFF03\uFF06\uFF08\uFF09\uFF0B\uFF20-\uFF3A\uFF3F\uFF41-\uFF5A\u2100-\u214F\u2460-\u2473\u24B6-\u24FF\u2776-\u2793\uFB00-\uFB06\u{1D400}-\u{1D7FF}\u{1F130}-\u{1F189}]|(?![0-9])\p{Nd}/gu;
const PLAIN = /^(?:[A-Za-z]{1,3}|\d{1,2}|[\u0370-\u03FF\u0400-\u04FF\u0131\u0237#&()+@_])$/;
const DIGIT = /\p{Nd}/u;
// A superscript is a footnote, a power or an isotope; a longer number written in them is an identifier.
const RAISED =
  /[\u00B2\u00B3\u00B9\u2070-\u207F\u2080-\u208E\u02B0-\u02B8\u1D2C-\u1D6A](?:[-/. ()]?[\u00B2\u00B3\u00B9\u2070-\u207F\u2080-\u208E\u02B0-\u02B8\u1D2C-\u1D6A]){3,63}/g;

/** Writes styled letters and digits, and the digits of other scripts, as those of ASCII. */
export function plainCharacters(text: string): View | undefined {
  const rewrite = new Rewrite(text);
  for (const { 0: styled, index } of allMatches(text, STYLED)) {
    const plain = plainForm(styled);
    if (plain !== undefined) rewrite.replace(index, index + styled.length, plain);
  }
  return rewrite.finish();
}

/** Writes numbers and words in superscript or subscript as plain ones, where they are four characters or longer. */
export function lowered(text: string): View | undefined {
  const rewrite = new Rewrite(text);
  for (const { 0: run, index } of allMatches(text, RAISED)) {
    for (let at = 0; at < run.length; at++) {
      const plain = run.charAt(at).normalize('NFKC').replace('\u2212', '-');
      if (plain.length === 1 && plain !== run.charAt(at)) rewrite.replace(index + at, index + at + 1, plain);
    }
  }
  return rewrite.finish();
}

function plainForm(styled: string): string | undefined {
  const code = styled.codePointAt(0) ?? 0;
  const plain = styled.normalize('NFKC');
  if (plain !== styled && PLAIN.test(plain)) return plain;
  if (DIGIT.test(styled)) return String(digitOf(code));
  return circled(code);
}

// A script's ten digits begin where the last hexadecimal digit of their code is 0 or 6.
function digitOf(code: number): number {
  const low = code & 15;
  return low < 6 || DIGIT.test(String.fromCodePoint(code - low)) ? low : low - 6;
}

// Those that have no compatibility mapping in Unicode.
function circled(code: number): string | undefined {
  if (code >= 0x2776 && code <= 0x2793) return String(((code - 0x2776) % 10) + 1);
  if (code >= 0x24f5 && code <= 0x24fe) return String(code - 0x24f4);
  if (code >= 0x24eb && code <= 0x24f4) return String(code - 0x24eb + 11);
  if (code === 0x24ff) return '0';
  const letter = code >= 0x1f170 ? code - 0x1f170 : code - 0x1f150;
  return code >= 0x1f150 && letter >= 0 && letter < 26 ? String.fromCharCode(65 + letter) : undefined;
}
