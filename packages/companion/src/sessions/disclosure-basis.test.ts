import { PURPOSES, type Purpose } from '@sallyport/core';
import { describe, expect, it } from 'vitest';
import { disclosureBasis, leftIn } from './disclosure-basis.ts';

const LEFT = { SSN: 1 };

describe('disclosureBasis', () => {
  it('is no disclosure where no identifier was left in, and a use where it went to a model of our own', () => {
    expect(disclosureBasis({ left: {}, baa: false, purpose: undefined })).toBe('de_identified');
    expect(disclosureBasis({ left: LEFT, baa: 'self_hosted', purpose: 'research' })).toBe('within');
  });

  it('is exempt for treatment, payment and operations, and accountable for all else and where nothing is said', () => {
    const exempt = ['treatment', 'emergency', 'payment', 'operations'];
    for (const purpose of [...PURPOSES, undefined] as (Purpose | undefined)[]) {
      const expected = purpose !== undefined && exempt.includes(purpose) ? 'care_payment_operations' : 'accountable';
      for (const baa of [true, false, undefined]) expect(disclosureBasis({ left: LEFT, baa, purpose })).toBe(expected);
    }
  });
});

describe('leftIn', () => {
  it('counts what was allowed, masked or shifted, at either door, and nothing that was replaced', () => {
    const here = { SSN: { redact: 2, mask: 1 }, NAME: { allow: 3, surrogate: 1 }, DATE: { allow: 0, generalize: 4 } };
    const before = { NAME: { allow: 9 }, DATE: { date_shift: 2 }, MRN: { mask: 1 }, EMAIL: { tokenize: 5 } };
    expect(leftIn({ here, before })).toEqual({ SSN: 1, NAME: 3, DATE: 2, MRN: 1 });
    expect(leftIn({ here: {}, before: {} })).toEqual({});
  });
});
