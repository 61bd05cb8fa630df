import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ibanCheckDigits, passesIbanCheck } from './iban-check.ts';
import { luhnDigit, passesLuhn } from './luhn.ts';
import { VIN_CHECK_AT, vinCheckDigit } from './vin-check.ts';
import { deaDigit, passesDeaCheck, passesRoutingCheck, routingDigit } from './weighted-check.ts';

const digits = (length: number) => fc.stringMatching(new RegExp(`^[0-9]{${length}}$`));

describe('published examples', () => {
  it('pass', () => {
    expect(passesLuhn('4111111111111111')).toBe(true);
    // 45 CFR 162.406: the prefix 80840 belongs to the check.
    expect(passesLuhn('808401234567893')).toBe(true);
    expect(vinCheckDigit('1HGCM82633A004352')).toBe('3');
    expect(vinCheckDigit('1M8GDM9AXKP042788')).toBe('X');
    expect(passesIbanCheck('GB82WEST12345698765432')).toBe(true);
    expect(passesRoutingCheck('021000021')).toBe(true);
    expect(passesDeaCheck('1234563')).toBe(true);
  });

  it('fail with one digit wrong', () => {
    expect(passesLuhn('4111111111111112')).toBe(false);
    expect(passesIbanCheck('GB82WEST12345698765433')).toBe(false);
    expect(passesIbanCheck('GB82')).toBe(false);
    expect(passesRoutingCheck('021000022')).toBe(false);
    expect(passesDeaCheck('1234564')).toBe(false);
    expect(VIN_CHECK_AT).toBe(8);
  });
});

it('pass with the digit that is worked out, whatever the number', () => {
  fc.assert(fc.property(digits(15), (number) => passesLuhn(number + luhnDigit(number))));
  fc.assert(fc.property(digits(8), (number) => passesRoutingCheck(number + routingDigit(number))));
  fc.assert(fc.property(digits(6), (number) => passesDeaCheck(number + deaDigit(number))));
  fc.assert(fc.property(digits(18), (number) => passesIbanCheck(`DE${ibanCheckDigits('DE', number)}${number}`)));
});
