import type { AppliedCounts, Entity } from '@sallyport/core';

/** Adds up what was done, by entity and operator. */
export function sumCounts(counts: readonly AppliedCounts[]): AppliedCounts {
  const sum: Partial<Record<Entity, Record<string, number>>> = {};
  for (const applied of counts) {
    for (const [entity, byOperator] of Object.entries(applied) as [Entity, Readonly<Record<string, number>>][]) {
      sum[entity] ??= {};
      const row = sum[entity];
      for (const [operator, count] of Object.entries(byOperator)) row[operator] = (row[operator] ?? 0) + count;
    }
  }
  return sum;
}
