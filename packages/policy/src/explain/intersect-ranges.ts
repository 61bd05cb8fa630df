import type { Conditions, Range } from '../conditions/conditions.ts';

type Ranges = NonNullable<Conditions['entities']>;

/** Ranges within both: of an entity that one alone names, its own. */
export function intersectRanges(one: Ranges, other: Ranges): Ranges {
  const both: Record<string, Range> = { ...one };
  for (const [entity, range] of Object.entries(other)) both[entity] = intersect(both[entity] ?? {}, range);
  return both;
}

function intersect(one: Range, other: Range): Range {
  const atLeast = Math.max(one.atLeast ?? 0, other.atLeast ?? 0);
  const atMost = Math.min(one.atMost ?? Number.POSITIVE_INFINITY, other.atMost ?? Number.POSITIVE_INFINITY);
  return { atLeast, ...(atMost === Number.POSITIVE_INFINITY ? {} : { atMost }) };
}
