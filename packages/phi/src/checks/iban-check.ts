const SHORTEST_IBAN = 15;

/** Whether an account number in capitals, without spaces, is long enough and passes the mod 97 check, ISO 13616-1. */
export function passesIbanCheck(compact: string): boolean {
  return compact.length >= SHORTEST_IBAN && remainder(compact.slice(4) + compact.slice(0, 4)) === 1;
}

/** The two check digits for a country (two capitals) and the rest of an account number. */
export function ibanCheckDigits(country: string, rest: string): string {
  return String(98 - remainder(`${rest}${country}00`)).padStart(2, '0');
}

/** By 97, of a number in which letters stand for 10 to 35. */
function remainder(text: string): number {
  let rest = 0;
  for (const char of text) {
    const number = Number.parseInt(char, 36);
    rest = (rest * (number > 9 ? 100 : 10) + number) % 97;
  }
  return rest;
}
