import { type Direction, ENTITIES, type OperatorPlan } from '@sallyport/core';
import { planOf } from '../../plan-of.ts';
import { PRESETS, type PresetName } from '../../presets/presets.ts';
import type { PlanDocument, PolicyDocument } from '../document.ts';

/** What `out` or `back` of a rule says, and where names are looked up. */
export interface PlanReference {
  readonly plan: string | PlanDocument | undefined;
  readonly direction: Direction;
  readonly operators: PolicyDocument['operators'];
}

const REDACT = planOf('redact');

/** An operator for every entity; `undefined` where a name is of nothing. */
export function resolvePlan({ plan, direction, operators = {} }: PlanReference): OperatorPlan | undefined {
  if (plan === undefined) return REDACT;
  if (typeof plan !== 'string') return completePlan(plan);
  if (Object.hasOwn(operators, plan)) return completePlan(operators[plan] ?? {});
  return Object.hasOwn(PRESETS, plan) ? PRESETS[plan as PresetName].rules[0]?.operators[direction] : undefined;
}

function completePlan(plan: PlanDocument): OperatorPlan {
  const exceptions = ENTITIES.flatMap((entity) => (plan[entity] === undefined ? [] : [[entity, plan[entity]]]));
  return planOf(plan.default ?? 'redact', Object.fromEntries(exceptions));
}
