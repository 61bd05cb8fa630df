import { ENTITIES, type Entity, type EntityCounts } from '@sallyport/core';
import type { Conditions } from '../conditions/conditions.ts';

type Ranges = NonNullable<Conditions['entities']>;

/** The counts nearest to those given that are within all ranges, or `undefined` where none are. `add` are the entities to add first. */
export function countEntities(
  counts: EntityCounts,
  { ranges, add = ENTITIES }: { readonly ranges: Ranges; readonly add?: readonly Entity[] },
): EntityCounts | undefined {
  const least = (entity: Entity | 'any') => ranges[entity]?.atLeast ?? 0;
  const most = (entity: Entity | 'any') => ranges[entity]?.atMost ?? Number.MAX_SAFE_INTEGER;
  const named = ENTITIES.filter((entity) => ranges[entity] !== undefined);
  if ([...named, 'any' as const].some((entity) => least(entity) > most(entity))) return undefined;
  const next: Partial<Record<Entity, number>> = { ...counts };
  for (const entity of named) next[entity] = Math.min(Math.max(next[entity] ?? 0, least(entity)), most(entity));
  const total = () => Object.values(next).reduce((sum, count) => sum + count, 0);
  const others = ENTITIES.filter((entity) => ranges[entity] === undefined);
  // What has no range of its own goes first: it is bound by nothing else.
  for (const entity of [...others, ...named]) {
    const over = Math.max(0, total() - most('any'));
    next[entity] = Math.max(least(entity), (next[entity] ?? 0) - over);
  }
  const order = [...add.filter((entity) => named.includes(entity)), ...add, ...ENTITIES];
  for (const entity of order) {
    const under = Math.max(0, least('any') - total());
    next[entity] = Math.min(most(entity), (next[entity] ?? 0) + under);
  }
  if (total() < least('any') || total() > most('any')) return undefined;
  return Object.fromEntries(Object.entries(next).filter(([, count]) => count > 0));
}
