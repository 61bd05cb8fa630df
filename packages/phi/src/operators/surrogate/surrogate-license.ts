import { luhnDigit, passesLuhn } from '../../checks/luhn.ts';
import { deaDigit, passesDeaCheck } from '../../checks/weighted-check.ts';
import type { Draw } from '../../keyed/draw.ts';
import type { OperatorContext } from '../operator-context.ts';
import { anyCode, compactOf, type MakeCode, surrogateCode } from './surrogate-code.ts';
import { unissued } from './surrogate-ssn.ts';

const NPI = /^[12]\d{9}$/;
/** What stands before an NPI when its check digit is worked out, 45 CFR 162.406. */
const NPI_PREFIX = '80840';
const DEA = /^[A-Z][A-Z9]\d{7}$/;

/**
 * Another licence number in the same format. NPIs pass their check and begin with 2, which the standard allows and none
 * given out so far has; DEA numbers keep the kind of registrant and pass theirs.
 */
export function surrogateLicense(value: string, context: OperatorContext): string {
  return surrogateCode(value, context, makerFor(compactOf(value)));
}

function makerFor(compact: string): MakeCode {
  if (NPI.test(compact) && passesLuhn(NPI_PREFIX + compact)) return otherNpi;
  return DEA.test(compact) && passesDeaCheck(compact.slice(2)) ? otherDea : unissued;
}

function otherNpi(_: string, draw: Draw): string {
  const digits = `2${draw.digits(8)}`;
  return digits + luhnDigit(NPI_PREFIX + digits);
}

function otherDea(compact: string, draw: Draw): string {
  const digits = draw.digits(6);
  return compact.charAt(0) + anyCode('A', draw) + digits + deaDigit(digits);
}
