import { OPERATORS } from '@sallyport/core';
import { describe, expect, it } from 'vitest';
import { policyOf } from './arbitrary-policy.test-support.ts';
import { decide } from './decide.ts';
import { deidentifies } from './deidentifies.ts';

describe('without an agreement', () => {
  const left = OPERATORS.filter((operator) => !deidentifies(operator, 'SSN'));

  it('what leaves a value, its end or a date near it is not de-identified', () => {
    expect(left).toEqual(['mask', 'date_shift', 'allow']);
    expect(OPERATORS.filter((operator) => !deidentifies(operator, 'DATE'))).toEqual([
      ...left.slice(0, 2),
      'surrogate',
      'allow',
    ]);
  });

  it.each(left)('a call with an entity under %s is denied, and one without it is not', (operator) => {
    const policy = policyOf({ version: 1, name: 'a', rules: [{ name: 'a', then: 'allow', out: { SSN: operator } }] });
    const decided = (baa: boolean | 'self_hosted' | undefined, SSN: number) =>
      decide(policy, { operation: 'x', entities: { SSN, NAME: 1 }, ...(baa === undefined ? {} : { baa }) });
    expect(decided(false, 1)).toMatchObject({ effect: 'deny', denied: 'baa', rule: 'a' });
    expect(decided(undefined, 1)).toMatchObject({ effect: 'deny', denied: 'baa' });
    for (const decision of [decided(false, 0), decided(true, 1), decided('self_hosted', 1)]) {
      expect(decision.effect).toBe('allow');
    }
  });

  it('nobody is asked about what may not pass', () => {
    const review = { groups: ['privacy'] };
    const out = { SSN: 'allow', NAME: 'review' } as const;
    const policy = policyOf({ version: 1, name: 'a', rules: [{ name: 'a', then: 'review', out, review }] });
    const decision = decide(policy, { operation: 'x', baa: false, entities: { SSN: 1, NAME: 1 } });
    expect(decision).toMatchObject({ effect: 'deny', denied: 'baa' });
    expect(decision).not.toHaveProperty('review');
  });
});
