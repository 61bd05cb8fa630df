import type { Draw } from '../../keyed/draw.ts';
import type { OperatorContext } from '../operator-context.ts';

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const ALPHANUMERIC = /[\p{L}\p{N}]/u;
const ALPHANUMERICS = /[\p{L}\p{N}]/gu;
const DIGIT = /\p{Nd}/u;
const ATTEMPTS = 16;

/** Makes the characters of another code: for as many as there are in `compact`, each a digit for a digit. */
export type MakeCode = (compact: string, draw: Draw) => string;

/**
 * Another code in the format of this one: letters for letters in their case, digits for digits, everything else stays. Codes
 * that differ only in what stands between their characters, or in case, have the same surrogate. Never the code itself,
 * unless it holds neither letter nor digit.
 */
export function surrogateCode(value: string, context: OperatorContext, make: MakeCode = anyCode): string {
  const compact = compactOf(value);
  if (compact === '') return value;
  const draw = context.draw('code', compact);
  let other = make(compact, draw);
  for (let attempt = 0; other === compact && attempt < ATTEMPTS; attempt++) other = make(compact, draw);
  return inFormatOf(value, other);
}

/** The letters, in capitals, and digits of a value. */
export function compactOf(value: string): string {
  return (value.match(ALPHANUMERICS) ?? []).join('').toUpperCase();
}

/** A letter for a letter and a digit for a digit; a first digit that is not 0 stays so. */
export function anyCode(compact: string, draw: Draw): string {
  let code = '';
  for (const char of compact) {
    if (!DIGIT.test(char)) code += draw.character(LETTERS);
    else code += code === '' && char !== '0' && compact.length > 1 ? draw.character('123456789') : draw.digits(1);
  }
  return code;
}

/** Puts characters in the places of the letters and digits of a value, letters in the case of those, or of all of them. */
function inFormatOf(value: string, compact: string): string {
  const characters = [...compact];
  const allSmall = isSmall(value);
  let next = 0;
  let written = '';
  for (const char of value) {
    if (!ALPHANUMERIC.test(char)) written += char;
    else {
      const other = characters[next++] ?? '';
      written += isSmall(char) || (allSmall && DIGIT.test(char)) ? other.toLowerCase() : other;
    }
  }
  return written;
}

function isSmall(text: string): boolean {
  return text === text.toLowerCase() && text !== text.toUpperCase();
}
