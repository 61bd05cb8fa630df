import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DIGIT_FORMS, digitsForm } from './digits-form.ts';

const formOf = (digits: string): string | undefined => DIGIT_FORMS[digitsForm(digits.length, Number(digits))];

describe('digitsForm', () => {
  it.each([
    ['7', '#1m'],
    ['12', '#2m'],
    ['31', '#2d'],
    ['45', '#2'],
    ['92', '#2n'],
    ['104', '#3n'],
    ['345', '#3'],
    ['1957', '#4y'],
    ['2024', '#4y'],
    ['4471', '#4'],
    ['44712', '#5'],
    ['4'.repeat(40), '#17'],
  ])('of %s is %s', (digits, form) => {
    expect(formOf(digits)).toBe(form);
  });

  it('is one of the forms, whatever the digits', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[0-9]{1,30}$/), (digits) => {
        expect(formOf(digits)).toMatch(/^#\d{1,2}[mdny]?$/);
      }),
    );
  });
});
