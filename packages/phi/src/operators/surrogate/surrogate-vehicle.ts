import { VIN_CHECK_AT, vinCheckDigit } from '../../checks/vin-check.ts';
import type { Draw } from '../../keyed/draw.ts';
import type { OperatorContext } from '../operator-context.ts';
import { compactOf, surrogateCode } from './surrogate-code.ts';

const VIN = /^[A-HJ-NPR-Z0-9]{17}$/;
const LETTERS = 'ABCDEFGHJKLMNPRSTUVWXYZ';
const MODEL_YEAR_AT = 9;
const MODEL_YEARS = 'ABCDEFGHJKLMNPRSTVWXY123456789';

/** Another vehicle identification number with a valid check digit (49 CFR 565.15), or another plate in the same format. */
export function surrogateVehicle(value: string, context: OperatorContext): string {
  return surrogateCode(value, context, VIN.test(compactOf(value)) ? otherVin : undefined);
}

function otherVin(compact: string, draw: Draw): string {
  const characters = [...compact].map((char, at) => {
    if (at === MODEL_YEAR_AT) return draw.character(MODEL_YEARS);
    return /\d/.test(char) && at !== VIN_CHECK_AT ? draw.digits(1) : draw.character(LETTERS);
  });
  characters[VIN_CHECK_AT] = vinCheckDigit(characters.join(''));
  return characters.join('');
}
