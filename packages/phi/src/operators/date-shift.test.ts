import fc from 'fast-check';
import { expect, it } from 'vitest';
import { applied } from '../testing/plans.ts';
import { OperatorContext } from './operator-context.ts';

const subject = fc.uint8Array({ minLength: 16, maxLength: 40 });

it('shifts by 1 to 364 days either way, the same for a subject', () => {
  const offsets = new Set<number>();
  fc.assert(
    fc.property(subject, (secret) => {
      const { offset } = new OperatorContext({ subject: secret });
      offsets.add(Math.sign(offset));
      expect(Math.abs(offset)).toBeGreaterThanOrEqual(1);
      expect(Math.abs(offset)).toBeLessThanOrEqual(364);
      expect(new OperatorContext({ subject: secret }).offset).toBe(offset);
    }),
    { numRuns: 300 },
  );
  expect(offsets).toEqual(new Set([-1, 1]));
});

it('never leaves a month where it is', () => {
  fc.assert(
    fc.property(subject, fc.constantFrom('October 2023', '2/2024', 'January'), (secret, value) => {
      const shifted = applied(value, { operator: 'date_shift', type: 'DATE', subject: secret });
      expect(shifted).not.toBe(value);
      expect(shifted).not.toBe('[DATE]');
    }),
  );
});

it('redacts what it cannot read, and what is no date', () => {
  expect(applied('the 17th', { operator: 'date_shift', type: 'DATE' })).toBe('[DATE]');
  expect(applied('04/17/1961', { operator: 'date_shift', type: 'OTHER_ID' })).toBe('[OTHER_ID]');
});

it('refuses a day that is none', () => {
  expect(() => applied('x', { operator: 'redact', type: 'NAME', now: new Date(Number.NaN) })).toThrow(
    expect.objectContaining({ code: 'config_invalid' }),
  );
});
