const VALUES = '0123456789.ABCDEFGH..JKLMN.P.R..STUVWXYZ';
const WEIGHTS = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2];

/** Where the check digit of a vehicle identification number stands. */
export const VIN_CHECK_AT = 8;

/** The check digit of 17 characters in capitals, `0` to `9` or `X`, 49 CFR 565.15(c). What stands in its place does not count. */
export function vinCheckDigit(vin: string): string {
  const sum = WEIGHTS.reduce((total, weight, at) => total + weight * (VALUES.indexOf(vin.charAt(at)) % 10), 0);
  return '0123456789X'.charAt(sum % 11);
}
