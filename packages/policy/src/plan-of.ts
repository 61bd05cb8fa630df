import { ENTITIES, type Entity, type Operator, type OperatorPlan } from '@sallyport/core';

/** A plan that gives every entity the same operator, apart from the exceptions. */
export function planOf(operator: Operator, exceptions: Partial<Record<Entity, Operator>> = {}): OperatorPlan {
  const entries = ENTITIES.map((entity) => [entity, exceptions[entity] ?? operator] as const);
  return Object.freeze(Object.fromEntries(entries)) as OperatorPlan;
}
