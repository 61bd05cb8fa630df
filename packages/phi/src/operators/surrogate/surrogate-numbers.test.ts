import type { Entity } from '@sallyport/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ibanCheckDigits, passesIbanCheck } from '../../checks/iban-check.ts';
import { luhnDigit, passesLuhn } from '../../checks/luhn.ts';
import { VIN_CHECK_AT, vinCheckDigit } from '../../checks/vin-check.ts';
import { deaDigit, passesDeaCheck, passesRoutingCheck, routingDigit } from '../../checks/weighted-check.ts';
import { applied } from '../../testing/plans.ts';

const subject = fc.uint8Array({ minLength: 16, maxLength: 16 });
const digits = (length: number) => fc.stringMatching(new RegExp(`^[0-9]{${length}}$`));
const surrogate = (type: Entity, value: string, secret: Uint8Array): string =>
  applied(value, { operator: 'surrogate', type, subject: secret });
const outline = (value: string): string => value.replace(/\d/g, '0');

/** Area 000, 666 or 9xx, and no group of the taxpayer numbers. */
function neverIssued(value: string): boolean {
  const number = value.replace(/\D/g, '');
  const group = Number(number.slice(3, 5));
  return /^(?:000|666|9\d\d)/.test(number) && group >= 1 && group < 50 && number.slice(5) !== '0000';
}

describe('a social security number', () => {
  it('becomes one that was never issued, in its format', () => {
    const formats = fc.constantFrom('$1-$2-$3', '$1 $2 $3', '$1.$2.$3', '$1$2$3', '$1-\n$2-\n$3');
    fc.assert(
      fc.property(digits(9), formats, subject, (number, format, secret) => {
        const value = number.replace(/(...)(..)(....)/, format);
        const other = surrogate('SSN', value, secret);
        expect(neverIssued(other)).toBe(true);
        expect(outline(other)).toBe(outline(value));
      }),
    );
  });

  it('is not hidden in other numbers either', () => {
    fc.assert(
      fc.property(digits(9), subject, (number, secret) => {
        for (const type of ['MRN', 'HEALTH_PLAN', 'OTHER_ID', 'LICENSE', 'BIOMETRIC'] as const)
          expect(neverIssued(surrogate(type, number, secret))).toBe(true);
        if (!passesRoutingCheck(number)) expect(neverIssued(surrogate('ACCOUNT', number, secret))).toBe(true);
        const claim = surrogate('HEALTH_PLAN', `${number.replace(/(...)(..)(....)/, '$1-$2-$3')}A`, secret);
        expect(claim).toMatch(/^9\d\d-[0-4]\d-\d{4}[A-Z]$/);
      }),
    );
  });

  it('of four digits becomes another four', () => {
    fc.assert(
      fc.property(digits(4), subject, (last, secret) => {
        expect(surrogate('SSN', last, secret)).toMatch(/^\d{4}$/);
        expect(surrogate('SSN', last, secret)).not.toBe(last);
      }),
    );
  });
});

describe('check digits are valid', () => {
  it('of cards, which begin as test cards do', () => {
    fc.assert(
      fc.property(fc.constantFrom('3', '4', '5', '6'), digits(14), subject, (first, rest, secret) => {
        const card = first + rest + luhnDigit(first + rest);
        const other = surrogate('ACCOUNT', card.replace(/(\d{4})(?=\d)/g, '$1 '), secret);
        expect(other).toMatch(/^(?:3782 82|4111 11|5555 55|6011 11)\d{2}(?: \d{4}){2}$/);
        expect(passesLuhn(other.replaceAll(' ', ''))).toBe(true);
      }),
    );
  });

  it('of international account numbers, which keep their country', () => {
    fc.assert(
      fc.property(digits(18), subject, (rest, secret) => {
        const other = surrogate('ACCOUNT', `DE${ibanCheckDigits('DE', rest)}${rest}`, secret);
        expect(other).toMatch(/^DE\d{20}$/);
        expect(passesIbanCheck(other)).toBe(true);
      }),
    );
    const spaced = surrogate('ACCOUNT', 'GB82 WEST 1234 5698 7654 32', new Uint8Array(16));
    expect(spaced).toMatch(/^GB\d\d [A-Z]{4} \d{4} \d{4} \d{4} \d\d$/);
    expect(passesIbanCheck(spaced.replaceAll(' ', ''))).toBe(true);
  });

  it('of routing, NPI and DEA numbers', () => {
    fc.assert(
      fc.property(digits(8), subject, (eight, secret) => {
        expect(passesRoutingCheck(surrogate('ACCOUNT', eight + routingDigit(eight), secret))).toBe(true);
        const nine = `1${eight}`;
        const npi = surrogate('LICENSE', nine + luhnDigit(`80840${nine}`), secret);
        expect(npi).toMatch(/^2\d{9}$/);
        expect(passesLuhn(`80840${npi}`)).toBe(true);
        const six = eight.slice(2);
        const dea = surrogate('LICENSE', `BA${six}${deaDigit(six)}`, secret);
        expect(dea).toMatch(/^B[A-Z]\d{7}$/);
        expect(passesDeaCheck(dea.slice(2))).toBe(true);
      }),
    );
  });

  it('of vehicles and telephones', () => {
    fc.assert(
      fc.property(digits(14), subject, (fourteen, secret) => {
        const vin = surrogate('VEHICLE', '1HGCM82633A004352', secret);
        expect(vin).toMatch(/^[A-HJ-NPR-Z0-9]{17}$/);
        expect(vin.charAt(VIN_CHECK_AT)).toBe(vinCheckDigit(vin));
        const imei = surrogate('DEVICE', fourteen + luhnDigit(fourteen), secret);
        expect(imei).toMatch(/^00\d{13}$/);
        expect(passesLuhn(imei)).toBe(true);
      }),
    );
  });

  it('and Medicare identifiers are well formed', () => {
    const letter = '[AC-HJKMNP-RT-Y]';
    fc.assert(
      fc.property(subject, (secret) => {
        const form = new RegExp(`^[1-9]${letter}${letter}\\d-${letter}${letter}\\d-${letter}{2}\\d{2}$`);
        expect(surrogate('HEALTH_PLAN', '1EG4-TE5-MK73', secret)).toMatch(form);
      }),
    );
  });
});

describe('telephone numbers', () => {
  it.each([
    ['(617) 555-0188', /^\([2-9]\d\d\) 555-01\d\d$/],
    ['617.867.5309 x12', /^[2-9]\d\d\.555\.01\d\d x\d{1,2}$/],
    ['+1 617 867 5309', /^\+1 [2-9]\d\d 555 01\d\d$/],
    ['1-617-867-5309', /^1-[2-9]\d\d-555-01\d\d$/],
    ['867-5309', /^555-01\d\d$/],
    ['5551', /^\d{4}$/],
    ['+44 20 7946 0311', /^\+44 20 7946 0\d{3}$/],
    ['020 7946 0311', /^020 7946 0\d{3}$/],
    ['+49 30 1234567', /^\+49 00 \d{7}$/],
    ['12345678', /^00\d{6}$/],
  ])('%j becomes one like %s', (value, form) => {
    fc.assert(
      fc.property(subject, (secret) => {
        for (const type of ['PHONE', 'FAX'] as const) {
          expect(surrogate(type, value, secret)).toMatch(form);
          expect(surrogate(type, value, secret)).not.toBe(value);
        }
      }),
      { numRuns: 30 },
    );
  });

  it('written in two ways become one number', () => {
    const [one, two] = ['(617) 867-5309', '617-867-5309'].map((value) => surrogate('PHONE', value, new Uint8Array(16)));
    expect(one?.replace(/\D/g, '')).toBe(two?.replace(/\D/g, ''));
  });
});
