import { ibanCheckDigits, passesIbanCheck } from '../../checks/iban-check.ts';
import { luhnDigit, passesLuhn } from '../../checks/luhn.ts';
import { passesRoutingCheck, routingDigit } from '../../checks/weighted-check.ts';
import type { Draw } from '../../keyed/draw.ts';
import type { OperatorContext } from '../operator-context.ts';
import { anyCode, compactOf, type MakeCode, surrogateCode } from './surrogate-code.ts';
import { unissued } from './surrogate-ssn.ts';

const CARD = /^[3-6]\d{12,18}$/;
const IBAN = /^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/;
const ROUTING = /^\d{9}$/;
/** The beginnings of the numbers that card processors publish for tests, by the first digit of a number. */
const TEST_BEGINNINGS: Readonly<Record<string, string>> = {
  '3': '378282',
  '4': '411111',
  '5': '555555',
  '6': '601111',
};

/**
 * Another account number in the same format. Cards pass the Luhn check and begin as the card networks' test numbers do; IBANs keep
 * their country and pass the mod 97 check; routing numbers pass theirs.
 */
export function surrogateAccount(value: string, context: OperatorContext): string {
  return surrogateCode(value, context, makerFor(compactOf(value)));
}

function makerFor(compact: string): MakeCode {
  if (CARD.test(compact) && passesLuhn(compact)) return testCard;
  if (IBAN.test(compact) && passesIbanCheck(compact)) return otherIban;
  return ROUTING.test(compact) && passesRoutingCheck(compact) ? otherRouting : unissued;
}

function testCard(compact: string, draw: Draw): string {
  const beginning = TEST_BEGINNINGS[compact.charAt(0)] ?? '411111';
  const digits = beginning + draw.digits(compact.length - beginning.length - 1);
  return digits + luhnDigit(digits);
}

function otherIban(compact: string, draw: Draw): string {
  const country = compact.slice(0, 2);
  const rest = anyCode(compact.slice(4), draw);
  return country + ibanCheckDigits(country, rest) + rest;
}

// Federal Reserve districts 01 to 12.
function otherRouting(_: string, draw: Draw): string {
  const digits = String(draw.below(12) + 1).padStart(2, '0') + draw.digits(6);
  return digits + routingDigit(digits);
}
