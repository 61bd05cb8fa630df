import type { Entity, Operator } from '@sallyport/core';

/** What leaves of a value more than 45 CFR 164.514(b)(2) lets stand: the value, its end, or a date near it. */
const LEAVES_SOMETHING: ReadonlySet<Operator> = new Set(['allow', 'mask', 'date_shift']);

/**
 * Tells whether what an operator leaves of an entity is de-identified by Safe Harbor, 45 CFR 164.514(b)(2). A surrogate of a date is that date
 * shifted, which still shows an age.
 */
export function deidentifies(operator: Operator, entity: Entity): boolean {
  return !LEAVES_SOMETHING.has(operator) && !(operator === 'surrogate' && entity === 'DATE');
}
