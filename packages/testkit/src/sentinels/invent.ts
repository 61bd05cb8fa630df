import { randomInt } from 'node:crypto';

const CONSONANTS = 'bdfgklmnprstvz';
const VOWELS = 'aeiou';

/** So many random decimal digits, the first not zero. */
export function digits(count: number): string {
  let text = String(randomInt(1, 10));
  while (text.length < count) text += String(randomInt(10));
  return text;
}

/** A capitalised word of so many consonant-vowel syllables, in no dictionary but by chance. */
export function word(syllables: number): string {
  let text = '';
  for (let i = 0; i < syllables; i++) text += pick(CONSONANTS) + pick(VOWELS);
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;
}

/** One character of `alphabet`. */
function pick(alphabet: string): string {
  return alphabet.charAt(randomInt(alphabet.length));
}

/** So many characters of `alphabet`. */
export function code(alphabet: string, count: number): string {
  let text = '';
  while (text.length < count) text += pick(alphabet);
  return text;
}

/** Appends the digit that makes the Luhn sum right (ISO/IEC 7812-1 annex B), counting `prefix` but not giving it back. */
export function withLuhn(number: string, prefix = ''): string {
  const sum = [...`${prefix}${number}`]
    .reverse()
    .map((digit, index) => Number(digit) * (index % 2 === 0 ? 2 : 1))
    .reduce((total, value) => total + (value > 9 ? value - 9 : value), 0);
  return `${number}${(10 - (sum % 10)) % 10}`;
}

const VIN_LETTERS = 'ABCDEFGHJKLMNPRSTUVWXYZ';
const VIN_VALUES = '12345678123457923456789';
const VIN_WEIGHTS = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2];

/** A vehicle identification number with its check digit, 49 CFR 565.15(c). */
export function vin(): string {
  const text = `1${code('FGHJ', 2)}${code('BCDEFGHKLM', 5)}0${code('BCDEFGHJ', 2)}${digits(6)}`;
  const sum = [...text].reduce((total, char, index) => {
    const letter = VIN_LETTERS.indexOf(char);
    const value = Number(letter < 0 ? char : VIN_VALUES[letter]);
    return total + value * (VIN_WEIGHTS[index] ?? 0);
  }, 0);
  const check = sum % 11 === 10 ? 'X' : String(sum % 11);
  return `${text.slice(0, 8)}${check}${text.slice(9)}`;
}
