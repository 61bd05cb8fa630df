import type { Rule } from '../rule.ts';

/** Tells whether a rule is about nothing but models that never leave the covered entity. */
export function staysInside({ when }: Rule): boolean {
  return when?.baa?.every((baa) => baa === 'self_hosted') === true;
}
