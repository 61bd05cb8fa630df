import { ENTITIES, type Entity, type Operator, type OperatorPlan } from '@sallyport/core';
import type { TransformOptions } from '../operators/operator-context.ts';
import { transform } from '../transform.ts';

/** A plan with one operator for all entities, for tests. */
export function planOf(operator: Operator): OperatorPlan {
  return Object.fromEntries(ENTITIES.map((entity) => [entity, operator])) as OperatorPlan;
}

/** A whole text as one span, for tests. */
export interface WholeSpan extends TransformOptions {
  readonly operator: Operator;
  readonly type: Entity;
  readonly subtype?: string;
}

/** What an operator makes of a value, for tests. */
export function applied(value: string, { operator, type, subtype, ...options }: WholeSpan): string {
  const span = { start: 0, end: value.length, type, score: 1, ...(subtype === undefined ? {} : { subtype }) };
  return transform(value, [span], planOf(operator), options).text;
}
