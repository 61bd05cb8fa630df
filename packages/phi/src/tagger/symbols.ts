/** Numbers from 0 to 90 as printable characters, without those a JSON string must escape: one character each, which packers shorten well. */
const FIRST = 35;
const BACKSLASH = 92;

/** How many numbers there are. */
export const SYMBOLS = 91;

/** The character of a number. */
export function symbolOf(number: number): string {
  return String.fromCharCode(number + FIRST < BACKSLASH ? number + FIRST : number + FIRST + 1);
}

/** The number of each character, by its code. */
export function numbersBySymbol(): Uint8Array {
  const numbers = new Uint8Array(128);
  for (let number = 0; number < SYMBOLS; number++) numbers[symbolOf(number).charCodeAt(0)] = number;
  return numbers;
}
