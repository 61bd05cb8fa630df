import type { Range } from './conditions.ts';

/** Tells whether a number lies within bounds. What is no number lies in none. */
export function inRange({ atLeast, atMost }: Range, value: unknown): boolean {
  if (typeof value !== 'number' || Number.isNaN(value)) return false;
  return (atLeast === undefined || value >= atLeast) && (atMost === undefined || value <= atMost);
}
